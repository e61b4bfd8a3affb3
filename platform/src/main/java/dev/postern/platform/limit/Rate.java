package dev.postern.platform.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many requests each organisation, and each of its keys, may make in a minute. Safe for many threads. */
final class Rate {
    private static final int FORGET_AT = 10_000;

    private final long perMinute;
    private final long burst;
    private final LongSupplier nanos;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private int forgetAt = FORGET_AT;

    /**
     * A rate of which nothing was used.
     *
     * @param perMinute how many requests an organisation may make in a minute; one key gets three quarters of it
     * @param burst how many of them at once
     * @param nanos a clock that never goes back
     */
    Rate(long perMinute, long burst, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Counts a request that may be made now; otherwise tells how long the caller has to wait, and counts nothing. */
    synchronized Duration take(String organizationId, String callerId) {
        long now = nanos.getAsLong();
        List<TokenBucket> both = List.of(
                buckets.computeIfAbsent(organizationId, _ -> new TokenBucket(perMinute, burst, now)),
                buckets.computeIfAbsent(
                        callerId, _ -> new TokenBucket(Share.ofAKey(perMinute), Share.ofAKey(burst), now)));
        Duration wait = both.stream()
                .map(bucket -> bucket.untilNext(now))
                .max(Duration::compareTo)
                .orElseThrow();
        if (wait.isZero()) {
            both.forEach(bucket -> bucket.take(now));
        }
        forgetFull(now);
        return wait;
    }

    synchronized int remembered() {
        return buckets.size();
    }

    /** Memory stays bounded by those who called lately. */
    private void forgetFull(long now) {
        if (buckets.size() >= forgetAt) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
            forgetAt = Math.max(FORGET_AT, 2 * buckets.size());
        }
    }
}
