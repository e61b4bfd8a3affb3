package dev.postern.credential.chain;

import dev.postern.database.Sql;
import dev.postern.events.AuditRecorded;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit.
 *
 * @param organizationId whose chain it is in
 * @param seq its place in the chain, from 1
 * @param act what it tells
 * @param recordedAt when it was stored
 * @param previousHash the hash of the row before it, {@link ChainHash#NONE} in the first row
 * @param hash its own, as it was stored
 */
record AuditRow(String organizationId, long seq, Act act, Instant recordedAt, ChainHash previousHash, ChainHash hash) {
    static final String COLUMNS =
            "organization_id, seq, event_id, acted_at, recorded_at, actor, action, subject, run, outcome, previous_hash, hash";
    static final Sql.RowReader<AuditRow> READER = AuditRow::read;

    // A text of its own, so that no other hash of these fields is one of a row.
    private static final String FORM = "postern audit row 1";

    /** What was done, seen or refused. Times are of microseconds, as the database keeps them. */
    record Act(
            String eventId,
            Instant actedAt,
            String actor,
            String action,
            String subject,
            @Nullable String run,
            String outcome) {

        static Act of(AuditRecorded event) {
            AuditRecorded.Outcome outcome = event.outcome();
            return new Act(
                    event.eventId(),
                    event.at().truncatedTo(ChronoUnit.MICROS),
                    event.actor(),
                    event.action(),
                    event.subject(),
                    event.run(),
                    (outcome == null ? AuditRecorded.Outcome.DONE : outcome).wireName());
        }
    }

    /** The row that follows on a hash. */
    static AuditRow following(String organizationId, long seq, Act act, Instant recordedAt, ChainHash previous) {
        return new AuditRow(
                organizationId, seq, act, recordedAt, previous, hash(organizationId, seq, act, recordedAt, previous));
    }

    /** Whether it is what was stored: its hash is that of its content. */
    boolean isWhole() {
        return hash.equals(hash(organizationId, seq, act, recordedAt, previousHash));
    }

    /** SHA-256 over the fields in this order, each with its length, so that no two rows have one input. */
    private static ChainHash hash(
            String organizationId, long seq, Act act, Instant recordedAt, ChainHash previousHash) {
        MessageDigest digest = sha256();
        for (String field : new @Nullable String[] {
            FORM,
            previousHash.hex(),
            organizationId,
            Long.toString(seq),
            act.eventId(),
            act.actedAt().toString(),
            recordedAt.toString(),
            act.actor(),
            act.action(),
            act.subject(),
            act.run(),
            act.outcome()
        }) {
            byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
            String length = field == null ? "-" : Integer.toString(bytes.length);
            digest.update((length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return ChainHash.of(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
    }

    private static AuditRow read(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getString("organization_id"),
                row.getLong("seq"),
                new Act(
                        row.getString("event_id"),
                        time(row, "acted_at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("run"),
                        row.getString("outcome")),
                time(row, "recorded_at"),
                ChainHash.of(row.getBytes("previous_hash")),
                ChainHash.of(row.getBytes("hash")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
