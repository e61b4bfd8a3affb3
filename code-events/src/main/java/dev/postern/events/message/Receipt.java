package dev.postern.events.message;

import java.time.Instant;

/**
 * Under which id, and when, Postern took a message in.
 *
 * @param totpCodeId {@code totp_<integer>}: the message's id, and the id of the code in it
 * @param receivedAt in whole microseconds, which is what the database keeps
 */
public record Receipt(String totpCodeId, Instant receivedAt) {}
