package dev.postern.credential.lease;

import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.internal.CodeQuestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The table of time steps that were handed out. Its primary key is the guarantee; the statement below only saves round
 * trips. The time is the database's, so replicas with different clocks agree on the step.
 */
@ApplicationScoped
class StepLeases {
    // A look, an attempt and its record in one statement. Two runs may both see a step free; the second then waits at
    // the key, inserts nothing, and looks again.
    private static final Sql LEASE =
            Sql.of("""
            WITH present AS MATERIALIZED (
                SELECT extract(epoch FROM clock_timestamp()) AS seconds
            ), candidate AS MATERIALIZED (
                SELECT step
                FROM present,
                    generate_series(floor(seconds / :period)::bigint, floor(seconds / :period)::bigint + 1) AS step
                WHERE step > :after_step AND (step + 1) * :period::bigint - seconds >= :min_remaining
            ), taken AS MATERIALIZED (
                SELECT lease.step, lease.organization_id = :organization AND lease.run = :run AS own
                FROM totp_steps lease JOIN candidate ON lease.step = candidate.step
                WHERE lease.seed_fingerprint = :fingerprint
            ), free AS MATERIALIZED (
                SELECT min(step) AS step FROM candidate WHERE step NOT IN (SELECT step FROM taken)
            ), inserted AS (
                INSERT INTO totp_steps (seed_fingerprint, step, organization_id, run, credential_id, handed_out_at)
                SELECT :fingerprint, free.step, :organization, :run, :credential, clock_timestamp() FROM free
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
                   floor(seconds / :period)::bigint AS present_step
            FROM present""".formatted(Outbox.appendIf("EXISTS (SELECT FROM given WHERE step IS NOT NULL)")));
    private static final Sql OWN = Sql.of("""
            SELECT 1 FROM totp_steps
            WHERE seed_fingerprint = :fingerprint AND step = :step AND organization_id = :organization AND run = :run""");
    private static final Sql RECORD = Sql.of("""
            INSERT INTO totp_steps (seed_fingerprint, step, organization_id, run, credential_id, handed_out_at)
            VALUES (:fingerprint, :step, :organization, :run, :credential, clock_timestamp())""");
    private static final Sql DELETE_OLD = Sql.of("""
            DELETE FROM totp_steps WHERE (seed_fingerprint, step) IN (
                SELECT seed_fingerprint, step FROM totp_steps
                WHERE handed_out_at < clock_timestamp() - interval '1 day' LIMIT :limit)""");
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
        Binding binding = parameters -> {
            parameters
                    .set("period", periodSeconds)
                    .set("after_step", afterStep == null ? BEFORE_ALL : afterStep)
                    // A whole period is the most a fresh step can offer.
                    .set("min_remaining", Math.min(question.minRemainingSeconds(), periodSeconds))
                    .set("organization", question.organizationId())
                    .set("run", question.run())
                    .set("credential", question.credentialId())
                    .set("fingerprint", fingerprint);
            Outbox.bind(parameters, List.of(handedOut));
        };
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Lease> lease =
                    LEASE.first(connection, binding, StepLeases::read).orElseThrow();
            if (lease.isPresent()) {
                return lease.get();
            }
        }
        throw new IllegalStateException("Each step that was free was taken first by another run");
    }

    /** Empty when a step was free but another run took it first. */
    private static Optional<Lease> read(ResultSet row) throws SQLException {
        long step = row.getLong("step");
        if (!row.wasNull()) {
            return Optional.of(new Lease.Step(step));
        }
        return row.getBoolean("free") ? Optional.empty() : Optional.of(new Lease.Taken(row.getLong("present_step")));
    }

    /** Whether the run was given this step. */
    boolean isOwn(Connection connection, byte[] fingerprint, long step, CodeQuestion question) throws SQLException {
        return OWN.exists(connection, parameters -> set(parameters, fingerprint, step, question));
    }

    /** Notes which run is given a step that was chosen elsewhere. */
    void record(Connection connection, byte[] fingerprint, long step, CodeQuestion question) throws SQLException {
        RECORD.update(connection, parameters -> {
            set(parameters, fingerprint, step, question);
            parameters.set("credential", question.credentialId());
        });
    }

    /** Deletes some leases older than a day, whose steps are long over. */
    int deleteOld(Connection connection, int atMost) throws SQLException {
        return DELETE_OLD.update(connection, parameters -> parameters.set("limit", atMost));
    }

    private static void set(Parameters parameters, byte[] fingerprint, long step, CodeQuestion question)
            throws SQLException {
        parameters
                .set("fingerprint", fingerprint)
                .set("step", step)
                .set("organization", question.organizationId())
                .set("run", question.run());
    }
}
