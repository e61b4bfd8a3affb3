package dev.postern.events.message;

import java.time.Instant;

/**
 * The id under which Postern took a message in, and when.
 *
 * @param totpCodeId {@code totp_<integer>}: the message's id, and the id of the code in it
 * @param receivedAt in whole microseconds, which is what the database keeps
 */
public record Receipt(String totpCodeId, Instant receivedAt) {}
