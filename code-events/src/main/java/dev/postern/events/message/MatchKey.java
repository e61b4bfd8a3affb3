package dev.postern.events.message;

/**
 * Joins the codes for an identifier with the requests for it: a keyed hash of the organisation and the
 * normalised identifier.
 *
 * @param value 43 characters of URL-safe Base64
 */
public record MatchKey(String value) {}
