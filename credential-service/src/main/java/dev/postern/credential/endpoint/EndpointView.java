package dev.postern.credential.endpoint;

import dev.postern.events.OtpType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is shown: without its keys.
 *
 * @param endpointId its id, which stands in its address
 * @param name its label
 * @param url what to enter at Skyvern as {@code totp_url}; no secret, since every post is signed
 * @param credentialId the credential whose codes it answers with; null when only an identifier is served
 * @param totpIdentifier where the codes arrive; null when the credential says so, or computes them
 * @param otpType the type it answers with; null for any
 * @param signingKeys how many there are
 * @param previousKeyValidUntil when the second is no longer taken; null: as long as it is there
 * @param holdSeconds how long a post is held while there is no code
 * @param allowWithoutRun whether a body without run and task id is answered
 * @param createdAt when it was made
 * @param modifiedAt when it was last changed
 */
@Schema(name = "TotpUrlEndpoint")
record EndpointView(
        String endpointId,
        String name,
        String url,
        @Nullable String credentialId,
        @Nullable String totpIdentifier,
        @Nullable OtpType otpType,
        int signingKeys,
        @Nullable Instant previousKeyValidUntil,
        int holdSeconds,
        boolean allowWithoutRun,
        Instant createdAt,
        Instant modifiedAt) {

    @Override
    public String toString() {
        return endpointId;
    }
}
