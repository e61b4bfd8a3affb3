package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.ApiKeyUsed;
import dev.postern.platform.topic.UnawaitedEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes that a key was used, once for each key and hour. Every request passes here: what is noted already costs one look into
 * a map, and no request waits for a note or fails with it ({@code docs/adr/0025}).
 */
@ApplicationScoped
class KeyUses {
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    private final UnawaitedEvents events;
    private final Clock clock;
    // The last hour that was noted of each key, counted from the epoch. As many as there are keys.
    private final Map<String, Long> hours = new ConcurrentHashMap<>();

    KeyUses(UnawaitedEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** A key was accepted now. A note that the broker does not take is made again at the key's next use. */
    void note(ApiKeyChanged key) {
        long hour = Math.floorDiv(clock.millis(), HOUR_MS);
        String id = key.apiKeyId();
        Long noted = hours.get(id);
        // Later than now after the clock was set back: that hour stays the last.
        if (noted != null && noted >= hour) {
            return;
        }
        boolean first = noted == null ? hours.putIfAbsent(id, hour) == null : hours.replace(id, noted, hour);
        if (first) {
            Instant usedAt = Instant.ofEpochMilli(hour * HOUR_MS);
            ApiKeyUsed used = new ApiKeyUsed(id + "." + usedAt, id, key.organizationId(), usedAt);
            events.send(used, () -> hours.remove(id, hour));
        }
    }
}
