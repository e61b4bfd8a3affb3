package dev.postern.events.message;

/**
 * Recognises a message that is sent twice: a keyed hash of the sender, the identifier and the text.
 *
 * @param value 43 characters of URL-safe Base64
 */
public record RepeatKey(String value) {}
