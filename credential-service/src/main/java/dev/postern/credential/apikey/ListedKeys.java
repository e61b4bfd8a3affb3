package dev.postern.credential.apikey;

import dev.postern.credential.paging.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The keys of an organisation as they are listed. */
@ApplicationScoped
public class ListedKeys {
    private final ApiKeyRows rows;
    private final RevokeApiKey revokeApiKey;

    ListedKeys(ApiKeyRows rows, RevokeApiKey revokeApiKey) {
        this.rows = rows;
        this.revokeApiKey = revokeApiKey;
    }

    /**
     * A key.
     *
     * @param apiKeyId for revoking it
     * @param name its label
     * @param scopes what it may do
     * @param createdAt when it was made
     * @param revokedAt null while it opens something
     * @param expiresAt from when on it opens nothing; null: no end
     * @param quotas what it may use
     * @param madeLive how many keys, channels and endpoints that it made are in use: revoking it leaves them so
     * @param lastUsedAt the hour in which it last opened something, at its beginning; null: never, as far as was noted
     */
    @Schema(name = "ApiKey")
    public record View(
            String apiKeyId,
            String name,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant revokedAt,
            @Nullable Instant expiresAt,
            KeyQuotas quotas,

            @Schema(
                    description =
                            "How many keys, channels and endpoints that it made are in use: revoking it leaves them"
                                    + " so, unless revoke_made is set")
            long madeLive,

            @Schema(description = "The hour in which it last opened something, at its beginning; null: never") @Nullable Instant lastUsedAt) {

        public View {
            scopes = List.copyOf(scopes);
        }
    }

    /** A page, newest first. */
    @Transactional
    public List<View> page(String organizationId, PageQuery page) {
        Map<String, Long> made = revokeApiKey.liveMade(organizationId);
        return rows.newestFirst(organizationId, page).stream()
                .map(row -> view(row, made))
                .toList();
    }

    /**
     * One key.
     *
     * @throws dev.postern.platform.problem.Problem 404 for an unknown or a foreign id
     */
    @Transactional
    public View get(String organizationId, String apiKeyId) {
        return rows.find("organizationId = ?1 and apiKeyId = ?2", organizationId, apiKeyId)
                .firstResultOptional()
                .map(row -> view(row, revokeApiKey.liveMade(organizationId)))
                .orElseThrow(AskedRevocation::unknown);
    }

    private static View view(ApiKeyRow row, Map<String, Long> made) {
        return new View(
                row.apiKeyId,
                row.name,
                List.of(row.scopes),
                row.createdAt,
                row.revokedAt,
                row.expiresAt,
                row.quotas(),
                made.getOrDefault(row.apiKeyId, 0L),
                row.lastUsedAt);
    }
}
