package dev.postern.credential.chain;

import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Checks at start-up that the audit is kept long enough, and not for ever by a slip. */
@ApplicationScoped
class AuditRetentionCheck implements StartupCheck {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final AuditSettings settings;

    AuditRetentionCheck(AuditSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Findings findings) {
        if (settings.retention().compareTo(SHORTEST) < 0) {
            findings.abort(
                    "POSTERN_AUDIT_RETENTION",
                    "must be at least 1d, so that the audit can be read before it is deleted");
        }
        if (settings.retention().compareTo(LONGEST) > 0) {
            findings.abort("POSTERN_AUDIT_RETENTION", "must be at most 36500d");
        }
    }
}
