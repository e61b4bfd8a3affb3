package dev.postern.credential.signing;

import dev.postern.credential.signing.SigningSecrets.SigningSecret;
import dev.postern.credential.vault.SecretText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Signs for one organisation with a fixed secret, without the service and its table. */
public final class PlainSignatures {
    private static final SecretText SECRET = new SecretText("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private PlainSignatures() {}

    public static SignMessage of(String organizationId) {
        return new SignMessage(new SigningSecrets(null, null, null, new SecureRandom(), Clock.systemUTC()) {
            @Override
            List<SigningSecret> valid(String organization) {
                return organization.equals(organizationId)
                        ? List.of(new SigningSecret("ss_1", SECRET, Instant.EPOCH, null))
                        : List.of();
            }
        });
    }
}
