package dev.postern.platform.reading;

import org.jspecify.annotations.Nullable;

/**
 * Whose share of the memory a body takes.
 *
 * @param callerId a key, channel or endpoint, or another name for who sends
 * @param organizationId the organisation that it belongs to; null where there is none
 */
public record Payer(String callerId, @Nullable String organizationId) {

    /** One that belongs to no organisation. */
    public static Payer of(String callerId) {
        return new Payer(callerId, null);
    }
}
