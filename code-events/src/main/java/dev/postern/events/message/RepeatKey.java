package dev.postern.events.message;

/**
 * By what a message that is sent twice is recognised: a keyed hash of the sender, the identifier and the text.
 *
 * @param value 43 characters of URL-safe Base64
 */
public record RepeatKey(String value) {}
