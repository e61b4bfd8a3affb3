package dev.postern.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint for Skyvern's {@code totp_url} serves, beside the identifier and the keys that its channel has.
 *
 * @param credentialId the credential whose codes it answers with; null when only an identifier is served
 * @param otpType the type it answers with; null for any
 * @param holdSeconds how long a post is held while there is no code
 * @param allowWithoutRun whether a body without run and task id is answered
 * @param previousKeyValidUntil when the second of the endpoint's keys stops working; null while it works without an end
 */
public record TotpUrlSettings(
        @Nullable String credentialId,
        @Nullable OtpType otpType,
        long holdSeconds,
        boolean allowWithoutRun,
        @Nullable Instant previousKeyValidUntil) {}
