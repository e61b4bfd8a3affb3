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
 * Publishes that a key was used, once per key and hour. Every request passes here. A key whose use was already published costs one
 * look into a map, and no request waits for the broker or fails with it ({@code docs/adr/0025}).
 */
@ApplicationScoped
class KeyUses {
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    private final UnawaitedEvents events;
    private final Clock clock;
    // The last published hour of each key, counted from the epoch. There is one entry per key.
    private final Map<String, Long> hours = new ConcurrentHashMap<>();

    KeyUses(UnawaitedEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Call it when a key was accepted. If the broker does not take the event, the next use of the key publishes it. */
    void note(ApiKeyChanged key) {
        long hour = Math.floorDiv(clock.millis(), HOUR_MS);
        String id = key.apiKeyId();
        Long noted = hours.get(id);
        // After the clock was set back the last hour lies ahead. It stays.
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
