package dev.postern.credential.endpoint;

import dev.postern.events.OtpType;
import org.jspecify.annotations.Nullable;

/**
 * What its owner decides of an endpoint.
 *
 * @param name a label for people
 * @param credentialId the credential whose codes it answers with; null when only an identifier is served
 * @param totpIdentifier where the codes arrive; null when the credential says so, or computes them
 * @param otpType the type it answers with; null for any
 * @param signingKeys what Skyvern signs with
 * @param holdSeconds how long a post is held while there is no code
 * @param allowWithoutRun whether a body without run and task id is answered
 */
record EndpointSettings(
        String name,
        @Nullable String credentialId,
        @Nullable String totpIdentifier,
        @Nullable OtpType otpType,
        SigningKeys signingKeys,
        int holdSeconds,
        boolean allowWithoutRun) {

    EndpointSettings withKeys(SigningKeys others) {
        return new EndpointSettings(name, credentialId, totpIdentifier, otpType, others, holdSeconds, allowWithoutRun);
    }

    @Override
    public String toString() {
        return "EndpointSettings[***]";
    }
}
