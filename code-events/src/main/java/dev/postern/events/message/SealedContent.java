package dev.postern.events.message;

/**
 * The text of a message.
 *
 * @param sealed the text as sent, sealed
 * @param truncated whether the text was cut at the limit for events
 */
public record SealedContent(String sealed, boolean truncated) {}
