package dev.postern.gateway.console.credential;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A credential as the page lists it.
 *
 * @param id its id
 * @param name its label
 * @param detail what may be shown of it: a user name, a card's last digits, a secret's label
 * @param totpType how its second factor works, as the API says; empty for what is no login
 * @param identifier where its codes are sent; null: nowhere
 * @param folderId null: in no folder
 * @param testedUrl where it was tried; null: not known
 * @param keptBySkyvern whether a Skyvern server keeps it here, and changes it
 */
record Listed(
        String id,
        String name,
        String detail,
        String totpType,
        @Nullable String identifier,
        @Nullable String folderId,
        @Nullable String testedUrl,
        boolean keptBySkyvern) {

    static Listed of(JsonObject json) {
        JsonObject shown = json.getJsonObject("credential", new JsonObject());
        String last = shown.getString("last_four");
        String detail = last == null
                ? shown.getString("username", shown.getString("secret_label"))
                : shown.getString("brand", "") + " •••• " + last;
        return new Listed(
                json.getString("credential_id", ""),
                json.getString("name", ""),
                detail == null ? "" : detail,
                shown.getString("totp_type", ""),
                shown.getString("totp_identifier"),
                json.getString("folder_id"),
                json.getString("tested_url"),
                "custom".equals(json.getString("vault_type")));
    }

    /** Whether its codes can be shown. */
    public boolean isAuthenticator() {
        return totpType.equals("authenticator");
    }

    /** The second factor, as people name it; empty for none. */
    public String secondFactor() {
        return switch (totpType) {
            case "authenticator" -> "Authenticator app";
            case "email" -> "Email";
            case "text" -> "Text message";
            case "passkey" -> "Passkey";
            default -> "";
        };
    }

    @Override
    public String toString() {
        return id;
    }
}
