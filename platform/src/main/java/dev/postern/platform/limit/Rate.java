package dev.postern.platform.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** How much of something each organisation, and each of its keys, may use in a period. Safe for many threads. */
final class Rate {
    private static final int FORGET_AT = 10_000;

    private final long most;
    private final Duration period;
    private final long burst;
    private final LongSupplier nanos;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private int forgetAt = FORGET_AT;

    /**
     * A rate of which nothing was used.
     *
     * @param most how much an organisation may use in a period; one key gets three quarters of it
     * @param period at most a day
     * @param burst how much of it without a pause
     * @param nanos a clock that never goes back
     */
    Rate(long most, Duration period, long burst, LongSupplier nanos) {
        this.most = most;
        this.period = period;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Counts what may be used now; otherwise tells how long the caller has to wait, and counts nothing. */
    synchronized Duration take(String organizationId, String callerId, long count) {
        long now = nanos.getAsLong();
        List<TokenBucket> both = List.of(
                buckets.computeIfAbsent(organizationId, _ -> new TokenBucket(most, period, burst, now)),
                buckets.computeIfAbsent(
                        callerId, _ -> new TokenBucket(Share.ofAKey(most), period, Share.ofAKey(burst), now)));
        Duration wait = both.stream()
                .map(bucket -> bucket.until(count, now))
                .max(Duration::compareTo)
                .orElseThrow();
        if (wait.isZero()) {
            both.forEach(bucket -> bucket.take(count, now));
        }
        forgetFull(now);
        return wait;
    }

    /** How an organisation and its key stand. */
    synchronized LimitInUse inUse(String name, String organizationId, String callerId) {
        long perMinute = Math.max(1, most / Math.max(1, period.toMinutes()));
        return new LimitInUse(
                name,
                new LimitInUse.Amount(burst, used(organizationId), perMinute),
                new LimitInUse.Amount(Share.ofAKey(burst), used(callerId), Share.ofAKey(perMinute)));
    }

    private long used(String id) {
        TokenBucket bucket = buckets.get(id);
        return bucket == null ? 0 : bucket.used(nanos.getAsLong());
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
