package dev.postern.credential.lease;

import dev.postern.credential.store.HotpCounters;
import dev.postern.credential.store.SecondFactors;
import dev.postern.credential.store.SecondFactors.SecondFactor;
import dev.postern.credential.totp.Authenticator;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.problem.FailureTrace;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Answers a run that needs a code. Lease and audit record are one transaction: a code that was handed out is recorded,
 * and what is not recorded was not handed out. Safe for many threads; blocks, so call it on a virtual thread.
 */
@ApplicationScoped
public class HandOutCode {
    private static final Logger LOGGER = Logger.getLogger(HandOutCode.class);
    private static final String ACTOR = "totp-resolver-service";
    // A counter's code has no end; a login that has not typed it by then asks again.
    private static final Duration WORTH_TYPING = Duration.ofMinutes(10);
    // Deleting a little now and then keeps the table at a day's size without a timer; the first lease after a start
    // begins.
    private static final int CLEAN_EVERY = 500;
    private static final int CLEANED_AT_ONCE = 2_000;

    private final DataSource dataSource;
    private final SecondFactors secondFactors;
    private final StepLeases leases;
    private final HotpCounters counters;
    private final Outbox outbox;
    private final Clock clock;
    private final AtomicLong handedOut = new AtomicLong();

    HandOutCode(
            DataSource dataSource,
            SecondFactors secondFactors,
            StepLeases leases,
            HotpCounters counters,
            Outbox outbox,
            Clock clock) {
        this.dataSource = dataSource;
        this.secondFactors = secondFactors;
        this.leases = leases;
        this.counters = counters;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The answer. Fails when the database cannot be asked; then nothing was handed out. */
    public CodeAnswer answer(CodeQuestion question) {
        try {
            return secondFactors
                    .find(question.organizationId(), question.credentialId())
                    .map(factor -> switch (factor) {
                        case SecondFactor.Computed computed -> computed(question, computed);
                        case SecondFactor.Counted counted -> counted(question, counted);
                        case SecondFactor.Received received -> new CodeAnswer.Received(received.identifier());
                        case SecondFactor.None none -> new CodeAnswer.None();
                    })
                    .orElseGet(CodeAnswer.Unknown::new);
        } catch (SQLException e) {
            throw new IllegalStateException("The credential could not be read", e);
        }
    }

    private CodeAnswer computed(CodeQuestion question, SecondFactor.Computed factor) {
        Authenticator authenticator = factor.authenticator();
        StepLeases.Lease lease = lease(question, factor);
        return switch (lease) {
            case StepLeases.Lease.Step(long step) -> {
                cleanNowAndThen();
                yield new CodeAnswer.Code(
                        authenticator.codeAt(step), step, authenticator.startOf(step), authenticator.startOf(step + 1));
            }
            case StepLeases.Lease.Taken(long presentStep) -> {
                // One step ahead is in reach when the step before it begins.
                Long afterStep = question.afterStep();
                long next = afterStep == null ? presentStep + 1 : Math.max(presentStep + 1, afterStep);
                yield new CodeAnswer.Wait(authenticator.startOf(next));
            }
        };
    }

    private StepLeases.Lease lease(CodeQuestion question, SecondFactor.Computed factor) {
        // One statement: its transaction is its own.
        try (Connection connection = dataSource.getConnection()) {
            return leases.lease(
                    connection,
                    factor.fingerprint(),
                    factor.authenticator().periodSeconds(),
                    question,
                    handedOut(question, "totp-code.handed-out"));
        } catch (SQLException e) {
            throw notLeased(e);
        }
    }

    private static IllegalStateException notLeased(SQLException cause) {
        return new IllegalStateException("The step could not be leased", cause);
    }

    /** Only the newest code of a counter is worth anything, so that is the only one a run is given again. */
    private CodeAnswer counted(CodeQuestion question, SecondFactor.Counted factor) {
        byte[] fingerprint = factor.fingerprint();
        Long afterStep = question.afterStep();
        long counter = inTransaction(connection -> {
            long next = counters.lock(connection, fingerprint);
            long newest = next - 1;
            boolean again = (afterStep == null || newest > afterStep)
                    && leases.isOwn(connection, fingerprint, newest, question);
            if (!again) {
                counters.advance(connection, fingerprint, next + 1);
                leases.record(connection, fingerprint, next, question);
            }
            outbox.append(connection, List.of(handedOut(question, "hotp-code.handed-out")));
            return again ? newest : next;
        });
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new CodeAnswer.Code(factor.authenticator().codeAt(counter), counter, now, now.plus(WORTH_TYPING));
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Nothing is told to anybody before it is committed. */
    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw notLeased(e);
        }
    }

    private AuditRecorded handedOut(CodeQuestion question, String action) {
        return new AuditRecorded(
                UUID.randomUUID().toString(),
                question.organizationId(),
                ACTOR,
                action,
                question.credentialId(),
                question.run(),
                clock.instant());
    }

    private void cleanNowAndThen() {
        if (handedOut.getAndIncrement() % CLEAN_EVERY == 0) {
            Thread.ofVirtual().name("totp-steps-cleaner").start(this::clean);
        }
    }

    private void clean() {
        try (Connection connection = dataSource.getConnection()) {
            leases.deleteOld(connection, CLEANED_AT_ONCE);
        } catch (SQLException | RuntimeException e) {
            LOGGER.warnf("Old leases could not be deleted problem=%s", FailureTrace.of(e));
        }
    }
}
