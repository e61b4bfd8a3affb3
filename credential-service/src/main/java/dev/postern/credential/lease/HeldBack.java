package dev.postern.credential.lease;

import dev.postern.events.internal.CodeQuestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Steps that may have been handed out after the back-up from which the database was restored, so that nobody knows of it any more:
 * the one of the restore's time, and the one after it, since a code is up to one step ahead.
 */
@ApplicationScoped
class HeldBack {
    private final Optional<Instant> until;

    /** @param until when the database was restored; empty when it never was */
    HeldBack(@ConfigProperty(name = "postern.totp.held-back-until") Optional<Instant> until) {
        this.until = until;
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
                asked == null ? last : Long.valueOf(Math.max(asked, last)));
    }
}
