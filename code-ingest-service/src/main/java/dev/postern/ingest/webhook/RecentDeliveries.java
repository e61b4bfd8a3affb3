package dev.postern.ingest.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The deliveries that this process took last. They tell a late first attempt from a late repeat, and count repeats. No rule about
 * once rests on this memory: a repeat is the event it was before.
 */
@ApplicationScoped
class RecentDeliveries {
    private static final int MOST = 100_000;

    private final Map<String, Boolean> keys = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** Whether the delivery was taken before. */
    synchronized boolean has(String channelId, String deliveryKey) {
        return keys.containsKey(key(channelId, deliveryKey));
    }

    /** Notes a delivery that was taken; false when it was noted before. */
    synchronized boolean add(String channelId, String deliveryKey) {
        return keys.put(key(channelId, deliveryKey), Boolean.TRUE) == null;
    }

    private static String key(String channelId, String deliveryKey) {
        return channelId + '\n' + deliveryKey;
    }
}
