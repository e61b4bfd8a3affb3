package dev.postern.credential.lease;

import dev.postern.credential.store.HotpCounters;
import dev.postern.credential.store.SecondFactors;
import dev.postern.credential.store.SecondFactors.SecondFactor;
import dev.postern.credential.totp.Authenticator;
import dev.postern.database.StoreFailure;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.platform.problem.FailureTrace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Answers a run that needs a code. Lease and audit record are one transaction, so each code that was handed out is recorded.
 * Safe for many threads. Blocks; call it on a virtual thread.
 */
@ApplicationScoped
public class HandOutCode {
    private static final Logger LOGGER = Logger.getLogger(HandOutCode.class);
    // Who asks where an older resolver does not say it.
    private static final String RESOLVER = "totp-resolver-service";
    // A counter's code has no end; a login that has not typed it by then asks again.
    private static final Duration WORTH_TYPING = Duration.ofMinutes(10);
    // Every so many leases, old ones are deleted. This keeps the table at a day's size without a timer.
    private static final int CLEAN_EVERY = 500;
    private static final int CLEANED_AT_ONCE = 2_000;

    private final Transactions transactions;
    private final SecondFactors secondFactors;
    private final StepLeases leases;
    private final HeldBack heldBack;
    private final HotpCounters counters;
    private final Outbox outbox;
    private final Clock clock;
    private final AtomicLong handedOut = new AtomicLong();

    HandOutCode(
            Transactions transactions,
            SecondFactors secondFactors,
            StepLeases leases,
            HeldBack heldBack,
            HotpCounters counters,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.secondFactors = secondFactors;
        this.leases = leases;
        this.heldBack = heldBack;
        this.counters = counters;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @throws StoreFailure when the database did not take it; then nothing was handed out
     */
    public AuthenticatorAnswer answer(CodeQuestion question) {
        return secondFactors
                .find(question.organizationId(), question.credentialId())
                .map(factor -> switch (factor) {
                    case SecondFactor.Computed computed -> computed(question, computed);
                    case SecondFactor.Counted counted -> counted(question, counted);
                    case SecondFactor.Received received ->
                        new AuthenticatorAnswer.Received(received.identifier(), received.siteHost());
                    case SecondFactor.None none -> new AuthenticatorAnswer.None();
                })
                .orElseGet(AuthenticatorAnswer.Unknown::new);
    }

    private AuthenticatorAnswer computed(CodeQuestion asked, SecondFactor.Computed factor) {
        Authenticator authenticator = factor.authenticator();
        CodeQuestion question = heldBack.apply(asked, authenticator.periodSeconds());
        StepLeases.Lease lease = lease(question, factor);
        return switch (lease) {
            case StepLeases.Lease.Step(long step) -> {
                cleanNowAndThen();
                yield new AuthenticatorAnswer.Code(
                        authenticator.codeAt(step).reveal(),
                        step,
                        authenticator.startOf(step),
                        authenticator.startOf(step + 1));
            }
            case StepLeases.Lease.Taken(long presentStep) -> {
                // One step ahead is in reach when the step before it begins.
                Long afterStep = question.afterStep();
                long next = afterStep == null ? presentStep + 1 : Math.max(presentStep + 1, afterStep);
                yield new AuthenticatorAnswer.Wait(authenticator.startOf(next));
            }
        };
    }

    private StepLeases.Lease lease(CodeQuestion question, SecondFactor.Computed factor) {
        return transactions.single(connection -> leases.lease(
                connection,
                factor.fingerprint(),
                factor.authenticator().periodSeconds(),
                question,
                handedOut(question, "totp-code.handed-out")));
    }

    /** A run is given its code again only while it is the newest: a site refuses older codes of a counter. */
    private AuthenticatorAnswer counted(CodeQuestion question, SecondFactor.Counted factor) {
        byte[] fingerprint = factor.fingerprint();
        Long afterStep = question.afterStep();
        long counter = transactions.run(connection -> {
            long next = heldBack.next(counters.lock(connection, fingerprint));
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
        return new AuthenticatorAnswer.Code(
                factor.authenticator().codeAt(counter).reveal(), counter, now, now.plus(WORTH_TYPING));
    }

    private AuditRecorded handedOut(CodeQuestion question, String action) {
        return AuditRecorded.of(
                question.organizationId(),
                question.askedBy() == null ? RESOLVER : question.askedBy(),
                action,
                question.credentialId(),
                question.publicRun() == null ? question.run() : question.publicRun(),
                clock.instant());
    }

    private void cleanNowAndThen() {
        if (handedOut.getAndIncrement() % CLEAN_EVERY == 0) {
            Thread.ofVirtual().name("totp-steps-cleaner").start(this::clean);
        }
    }

    private void clean() {
        try {
            transactions.single(connection -> leases.deleteOld(connection, CLEANED_AT_ONCE));
        } catch (StoreFailure e) {
            LOGGER.warnf("Old step leases could not be deleted problem=%s", FailureTrace.of(e));
        }
    }
}
