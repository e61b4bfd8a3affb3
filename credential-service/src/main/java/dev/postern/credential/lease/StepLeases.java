package dev.postern.credential.lease;

import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The table of time steps that were handed out. Its primary key is the guarantee; the statement below only saves round
 * trips. Time is the database's, so that replicas with different clocks agree which step it is.
 */
@ApplicationScoped
class StepLeases {
    // A look, an attempt and its record in one statement. Two runs may both see a step free; the second then waits at
    // the key, inserts nothing, and looks again.
    private static final String LEASE =
            """
            WITH present AS MATERIALIZED (
                SELECT extract(epoch FROM clock_timestamp()) AS seconds
            ), candidate AS MATERIALIZED (
                SELECT step
                FROM present, generate_series(floor(seconds / ?)::bigint, floor(seconds / ?)::bigint + 1) AS step
                WHERE step > ? AND (step + 1) * ?::bigint - seconds >= ?
            ), taken AS MATERIALIZED (
                SELECT lease.step, lease.organization_id = ? AND lease.run = ? AS own
                FROM totp_steps lease JOIN candidate ON lease.step = candidate.step
                WHERE lease.seed_fingerprint = ?
            ), free AS MATERIALIZED (
                SELECT min(step) AS step FROM candidate WHERE step NOT IN (SELECT step FROM taken)
            ), inserted AS (
                INSERT INTO totp_steps (seed_fingerprint, step, organization_id, run, credential_id, handed_out_at)
                SELECT ?, free.step, ?, ?, ?, clock_timestamp() FROM free
                WHERE free.step IS NOT NULL AND NOT EXISTS (SELECT 1 FROM taken WHERE own)
                ON CONFLICT (seed_fingerprint, step) DO NOTHING
                RETURNING step
            ), given AS MATERIALIZED (
                SELECT coalesce((SELECT max(step) FROM taken WHERE own), (SELECT step FROM inserted)) AS step
            ), recorded AS (
                %s
            )
            SELECT (SELECT step FROM given) AS step,
                   (SELECT step FROM free) IS NOT NULL AS free,
                   floor(seconds / ?)::bigint AS present_step
            FROM present""".formatted(Outbox.appendIf("EXISTS (SELECT FROM given WHERE step IS NOT NULL)"));
    private static final String OWN = """
            SELECT 1 FROM totp_steps WHERE seed_fingerprint = ? AND step = ? AND organization_id = ? AND run = ?""";
    private static final String RECORD = """
            INSERT INTO totp_steps (seed_fingerprint, step, organization_id, run, credential_id, handed_out_at)
            VALUES (?, ?, ?, ?, ?, clock_timestamp())""";
    private static final String DELETE_OLD = """
            DELETE FROM totp_steps WHERE (seed_fingerprint, step) IN (
                SELECT seed_fingerprint, step FROM totp_steps
                WHERE handed_out_at < clock_timestamp() - interval '1 day' LIMIT ?)""";
    private static final int ATTEMPTS = 8;
    private static final long BEFORE_ALL = Long.MIN_VALUE;

    /** What came of it. */
    sealed interface Lease {
        /** The run has this step, now or since it asked before. */
        record Step(long step) implements Lease {}

        /** Nothing is free up to one step ahead of the present one. */
        record Taken(long presentStep) implements Lease {}
    }

    /**
     * Leases the first free step that suits the question, or finds the one the run has, and keeps the event that says so. The
     * isolation must be READ COMMITTED.
     *
     * @param handedOut kept when there is a step
     */
    Lease lease(
            Connection connection,
            byte[] fingerprint,
            int periodSeconds,
            CodeQuestion question,
            AuditRecorded handedOut)
            throws SQLException {
        Long afterStep = question.afterStep();
        try (PreparedStatement lease = connection.prepareStatement(LEASE)) {
            int i = 1;
            lease.setInt(i++, periodSeconds);
            lease.setInt(i++, periodSeconds);
            lease.setLong(i++, afterStep == null ? BEFORE_ALL : afterStep);
            lease.setInt(i++, periodSeconds);
            // A whole period is the most a fresh step can offer.
            lease.setInt(i++, Math.min(question.minRemainingSeconds(), periodSeconds));
            lease.setString(i++, question.organizationId());
            lease.setString(i++, question.run());
            lease.setBytes(i++, fingerprint);
            lease.setBytes(i++, fingerprint);
            lease.setString(i++, question.organizationId());
            lease.setString(i++, question.run());
            lease.setString(i++, question.credentialId());
            i = Outbox.bind(lease, i, List.of(handedOut));
            lease.setInt(i, periodSeconds);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try (ResultSet rows = lease.executeQuery()) {
                    rows.next();
                    long step = rows.getLong("step");
                    if (!rows.wasNull()) {
                        return new Lease.Step(step);
                    }
                    if (!rows.getBoolean("free")) {
                        return new Lease.Taken(rows.getLong("present_step"));
                    }
                }
            }
        }
        throw new IllegalStateException("Each step that was free was taken first by another run");
    }

    /** Whether the run was given this step. */
    boolean isOwn(Connection connection, byte[] fingerprint, long step, CodeQuestion question) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OWN)) {
            select.setBytes(1, fingerprint);
            select.setLong(2, step);
            select.setString(3, question.organizationId());
            select.setString(4, question.run());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Notes which run is given a step that was chosen elsewhere. */
    void record(Connection connection, byte[] fingerprint, long step, CodeQuestion question) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            insert.setBytes(1, fingerprint);
            insert.setLong(2, step);
            insert.setString(3, question.organizationId());
            insert.setString(4, question.run());
            insert.setString(5, question.credentialId());
            insert.executeUpdate();
        }
    }

    /** Deletes some of the leases that nobody can ask about any more. */
    int deleteOld(Connection connection, int atMost) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE_OLD)) {
            delete.setInt(1, atMost);
            return delete.executeUpdate();
        }
    }
}
