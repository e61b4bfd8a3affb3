package dev.postern.events.message;

/**
 * Where codes for an identifier meet requests for it: a keyed hash of the organisation and the normalised identifier.
 *
 * @param value 43 characters of URL-safe Base64
 */
public record MatchKey(String value) {}
