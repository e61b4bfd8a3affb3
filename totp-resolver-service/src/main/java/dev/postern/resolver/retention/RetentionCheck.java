package dev.postern.resolver.retention;

import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.resolver.state.Lifespan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Checks at start-up that the retention settings are consistent. */
@ApplicationScoped
public class RetentionCheck implements StartupCheck {
    /**
     * The longest retry window of any provider plus an hour: the row is needed to recognise an event that comes again.
     */
    public static final Duration REMEMBERED = Duration.ofHours(73);

    /** As long as their topic keeps them. */
    static final Duration POSTS_KEPT = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final RetentionSettings settings;
    private final Lifespan lifespan;

    RetentionCheck(RetentionSettings settings, Lifespan lifespan) {
        this.settings = settings;
        this.lifespan = lifespan;
    }

    @Override
    public void check(Findings findings) {
        if (settings.content().isNegative()) {
            findings.abort("POSTERN_RETENTION_CONTENT", "must not be below zero");
        }
        if (settings.code().compareTo(settings.content()) < 0) {
            findings.abort("POSTERN_RETENTION_CODE", "must be at least as long as POSTERN_RETENTION_CONTENT");
        }
        if (settings.code().compareTo(lifespan.length()) < 0) {
            findings.abort("POSTERN_RETENTION_CODE", "must be at least as long as TOTP_LIFESPAN_MINUTES");
        }
        if (settings.row().compareTo(settings.code()) < 0) {
            findings.abort("POSTERN_RETENTION_ROW", "must be at least as long as POSTERN_RETENTION_CODE");
        }
        if (settings.row().compareTo(REMEMBERED) < 0) {
            findings.abort(
                    "POSTERN_RETENTION_ROW",
                    "must be at least 73h: so long providers send a message again, which its row tells");
        }
        if (settings.row().compareTo(LONGEST) > 0) {
            findings.abort("POSTERN_RETENTION_ROW", "must be at most 36500d");
        }
        if (settings.every().compareTo(Duration.ofMillis(100)) < 0) {
            findings.abort("POSTERN_RETENTION_EVERY", "must be at least 100ms");
        }
    }
}
