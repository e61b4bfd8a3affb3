package dev.postern.credential.apikey;

import dev.postern.database.outbox.Outbox;
import dev.postern.events.ApiKeyChanged;
import dev.postern.events.AuditRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Revokes a key. A revoked key never works again. */
@ApplicationScoped
public class RevokeApiKey {
    private final ApiKeyRows rows;
    private final Outbox outbox;
    private final Clock clock;

    RevokeApiKey(ApiKeyRows rows, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Revokes a key of the organisation; one that is revoked already stays as it is.
     *
     * @return the event of the revocation, which may be published already; empty when the organisation has no such key
     */
    @Transactional
    public Optional<ApiKeyChanged> revoke(String organizationId, String apiKeyId, String actor) {
        return rows.lock(organizationId, apiKeyId).map(row -> {
            if (row.revokedAt == null) {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                row.revokedAt = now;
                row.version++;
                outbox.append(row.changed());
                outbox.append(AuditRecorded.of(organizationId, actor, "api-key.revoked", apiKeyId, now));
            }
            return row.changed();
        });
    }
}
