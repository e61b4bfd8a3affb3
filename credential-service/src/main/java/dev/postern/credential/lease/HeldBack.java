package dev.postern.credential.lease;

import dev.postern.credential.store.HotpCounters.Counter;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What may have been handed out after the back-up from which the database was restored, so that nobody knows of it any more. Of an
 * authenticator that reads the time, these are the step of the restore's time and the one after it, since a code is up to one step
 * ahead. Of one that counts, it is unknown: a counter is moved on once, by less than what sites look ahead (RFC 4226, section 7.4).
 */
@ApplicationScoped
class HeldBack implements StartupCheck {
    private static final int MOST_MOVED_ON = 1_000;

    private final Optional<Instant> until;
    private final int countersMovedOnBy;

    /**
     * What the settings say.
     *
     * @param until when the database was restored; empty when it never was
     * @param countersMovedOnBy how many codes of a counter are left out after that
     */
    HeldBack(
            @ConfigProperty(name = "postern.totp.held-back-until") Optional<Instant> until,
            @ConfigProperty(name = "postern.hotp.moved-on-by", defaultValue = "5") int countersMovedOnBy) {
        this.until = until;
        this.countersMovedOnBy = countersMovedOnBy;
    }

    @Override
    public void check(Findings findings) {
        if (countersMovedOnBy < 0 || countersMovedOnBy > MOST_MOVED_ON) {
            findings.abort("POSTERN_HOTP_MOVED_ON_BY", "must be between 0 and " + MOST_MOVED_ON);
        }
    }

    /** The question for a step after those. */
    CodeQuestion apply(CodeQuestion question, int periodSeconds) {
        if (until.isEmpty()) {
            return question;
        }
        long last = Math.floorDiv(until.get().getEpochSecond(), periodSeconds) + 1;
        Long asked = question.afterStep();
        return new CodeQuestion(
                question.organizationId(),
                question.credentialId(),
                question.run(),
                question.minRemainingSeconds(),
                asked == null ? last : Long.valueOf(Math.max(asked, last)),
                question.askedBy(),
                question.publicRun());
    }

    /** The counter of the next code. */
    long next(Counter counter) {
        boolean asRestored = until.isPresent() && !counter.movedAt().isAfter(until.get());
        return asRestored ? counter.next() + countersMovedOnBy : counter.next();
    }
}
