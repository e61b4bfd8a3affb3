package dev.postern.credential.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit, as it is shown.
 *
 * @param seq its number in the organisation's chain, from 1
 * @param eventId unique for the act
 * @param at when it was done
 * @param recordedAt when it was stored
 * @param actor the id of the API key, or the name of the service, that acted
 * @param actorName what the API key is called now; null for a service, and for a key that is not the organisation's
 * @param action what was done
 * @param subject what it was done to
 * @param run the run it was done for; null when none is known
 * @param outcome {@code done} or {@code refused}
 * @param previousHash the hash of the row before it
 * @param hash its own hash
 */
@Schema(name = "AuditEntry")
record AuditEntry(
        long seq,
        String eventId,
        Instant at,
        Instant recordedAt,

        @Schema(description = "The id of the API key, or the name of the service, that acted")
        String actor,

        @Schema(description = "What the API key is called now") @Nullable String actorName,

        @Schema(description = "What was done, as thing and participle, such as credential.revealed")
        String action,

        @Schema(description = "The id of what it was done to, or the name of the list that was read")
        String subject,

        @Schema(description = "The run it was done for") @Nullable String run,

        @Schema(
                type = SchemaType.STRING,
                enumeration = {"done", "refused"})
        String outcome,

        @Schema(description = "SHA-256 of the row before it, in hexadecimal digits; zeros in the first row")
        String previousHash,

        @Schema(description = "SHA-256 of the row: docs/operations.md says over what")
        String hash) {

    /**
     * A page of them.
     *
     * @param entries newest first
     * @param nextCursor where the next page begins; null when this is the last one
     */
    @Schema(name = "AuditPage")
    record Page(
            List<AuditEntry> entries,

            @Schema(description = "For the next page, as cursor; null when there is none") @Nullable String nextCursor) {
        Page {
            entries = List.copyOf(entries);
        }
    }

    static AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("seq"),
                row.getString("event_id"),
                time(row, "acted_at"),
                time(row, "recorded_at"),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("run"),
                row.getString("outcome"),
                HexFormat.of().formatHex(row.getBytes("previous_hash")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
