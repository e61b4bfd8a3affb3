package dev.postern.credential.store;

import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.TotpType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A credential as Skyvern answers it ({@code CredentialResponse}): never a secret, and every key always there.
 *
 * @param credentialId its id
 * @param credential what may be shown, by type
 * @param credentialType what it is
 * @param name its label
 * @param vaultType {@code skyvern}, or {@code custom} for what a Skyvern server keeps here
 * @param browserProfileId as stored
 * @param autoProfileDisabled as stored
 * @param pinSavedSessionIp as stored
 * @param testedUrl as stored
 * @param userContext as stored
 * @param saveBrowserSessionIntent as stored
 * @param runSequentially as stored
 * @param folderId null: in no folder
 * @param proxyLocation as stored
 * @param proxySessionId as stored
 */
@Schema(name = "Credential")
record CredentialView(
        String credentialId,
        Details credential,
        CredentialType credentialType,
        String name,
        String vaultType,
        @Nullable String browserProfileId,
        boolean autoProfileDisabled,
        boolean pinSavedSessionIp,
        @Nullable String testedUrl,
        @Nullable String userContext,
        boolean saveBrowserSessionIntent,
        boolean runSequentially,
        @Nullable String folderId,
        @Nullable Object proxyLocation,
        @Nullable String proxySessionId) {

    /** What may be shown of the credential itself. */
    @Schema(
            name = "CredentialDetails",
            oneOf = {Login.class, Card.class, Text.class})
    sealed interface Details {}

    /**
     * Of a login.
     *
     * @param username its name at the site
     * @param totpType how its second factor works
     * @param totpIdentifier where its codes are sent
     */
    @Schema(name = "PasswordDetails")
    record Login(
            String username, TotpType totpType, @Nullable String totpIdentifier) implements Details {

        @Override
        public String toString() {
            return "Login";
        }
    }

    /**
     * Of a card.
     *
     * @param lastFour of its number
     * @param brand its issuer
     */
    @Schema(name = "CreditCardDetails")
    record Card(String lastFour, String brand) implements Details {}

    /**
     * Of another secret.
     *
     * @param secretLabel its label
     */
    @Schema(name = "SecretDetails")
    record Text(@Nullable String secretLabel) implements Details {}
}
