package dev.postern.ingest.provider;

/**
 * An answer to a provider.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body may be empty
 */
public record Reply(int status, String contentType, String body) {}
