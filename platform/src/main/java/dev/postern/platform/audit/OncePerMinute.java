package dev.postern.platform.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one key's looking at one thing be told once a minute: a page that shows a list asks for it every two seconds. Each replica
 * counts by itself.
 */
final class OncePerMinute {
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
    private static final int MOST = 50_000;

    private final Clock clock;
    private final Map<Look, Long> minutes = new ConcurrentHashMap<>();

    OncePerMinute(Clock clock) {
        this.clock = clock;
    }

    private record Look(String apiKeyId, String action, String subject) {}

    /** Whether it was not told in this minute yet. */
    boolean isFirst(String apiKeyId, String action, String subject) {
        if (minutes.size() > MOST) {
            // Some are told twice then.
            minutes.clear();
        }
        long minute = clock.millis() / MINUTE_MS;
        Long before = minutes.put(new Look(apiKeyId, action, subject), minute);
        return before == null || before != minute;
    }
}
