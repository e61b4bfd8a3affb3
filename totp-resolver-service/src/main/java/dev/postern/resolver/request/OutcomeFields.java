package dev.postern.resolver.request;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of an outcome as the OpenAPI document shows it.
 *
 * @param outcome {@code accepted}, {@code rejected} or {@code released}
 */
record OutcomeFields(
        @Schema(enumeration = {"accepted", "rejected", "released"})
        String outcome) {}
