package dev.postern.credential.apikey;

import dev.postern.credential.vault.SecretText;
import dev.postern.events.ApiKeyChanged;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key that was just made: the only time it is there in full.
 *
 * @param apiKeyId safe to show
 * @param name the caller's label
 * @param scopes what it may do
 * @param key the key itself
 * @param createdAt when
 * @param expiresAt from when on it opens nothing; null: as long as it is not revoked
 * @param quotas what it may use
 * @param event what has to be published before anybody may use it
 */
public record IssuedKey(
        String apiKeyId,
        String name,
        List<String> scopes,
        SecretText key,
        Instant createdAt,
        @Nullable Instant expiresAt,
        KeyQuotas quotas,
        ApiKeyChanged event) {

    public IssuedKey {
        scopes = List.copyOf(scopes);
    }

    /** How it is shown, once. */
    public View view() {
        return new View(apiKeyId, name, scopes, key.reveal(), createdAt, expiresAt, quotas);
    }

    /**
     * The answer to the call that made a key.
     *
     * @param apiKeyId as above
     * @param name as above
     * @param scopes as above
     * @param key in full
     * @param createdAt as above
     * @param expiresAt as above
     * @param quotas as above
     */
    @Schema(name = "IssuedApiKey")
    public record View(
            String apiKeyId,
            String name,
            List<String> scopes,
            String key,
            Instant createdAt,
            @Nullable Instant expiresAt,
            KeyQuotas quotas) {

        public View {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String toString() {
            return apiKeyId;
        }
    }
}
