package dev.postern.resolver.request;

/**
 * The body of an outcome as the OpenAPI document shows it.
 *
 * @param outcome {@code accepted}, {@code rejected} or {@code released}
 */
record OutcomeFields(String outcome) {}
