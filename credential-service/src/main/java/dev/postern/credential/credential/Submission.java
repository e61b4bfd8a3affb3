package dev.postern.credential.credential;

import dev.postern.credential.totp.AuthenticatorKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential as a caller wants it stored, checked.
 *
 * @param name a label; may be empty
 * @param type what it is
 * @param username of a password
 * @param totpType of a password
 * @param totpIdentifier of a password: where its codes are sent
 * @param cardLastFour of a card
 * @param cardBrand of a card
 * @param secretLabel of a secret
 * @param secrets everything else
 * @param authenticator the seed, when there is a usable one
 * @param absent the members that an update leaves as they were
 * @param browser what clients keep beside it
 */
record Submission(
        String name,
        CredentialType type,
        @Nullable String username,
        @Nullable TotpType totpType,
        @Nullable String totpIdentifier,
        @Nullable String cardLastFour,
        @Nullable String cardBrand,
        @Nullable String secretLabel,
        SecretMembers secrets,
        Optional<AuthenticatorKey> authenticator,
        Set<String> absent,
        BrowserSettings browser) {

    Submission {
        absent = Set.copyOf(absent);
    }

    @Override
    public String toString() {
        return "Submission[" + type + "]";
    }
}
