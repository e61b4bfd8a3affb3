package dev.postern.platform.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How much of something each organisation, and each of its keys, may use in a period. Safe for many threads. */
final class Rate {
    private static final int FORGET_AT = 10_000;

    private final Allotted allotted;
    private final Duration period;
    private final long burst;
    private final LongSupplier nanos;
    private final Map<String, Sized> buckets = new HashMap<>();
    private int forgetAt = FORGET_AT;

    /**
     * A rate of which nothing was used.
     *
     * @param allotted how much an organisation may use in a period; a key without a quota of its own gets three quarters of it
     * @param period at most a day
     * @param burst how much of it without a pause
     * @param nanos a clock that never goes back
     */
    Rate(Allotted allotted, Duration period, long burst, LongSupplier nanos) {
        this.allotted = allotted;
        this.period = period;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** A bucket, and how much an organisation or a key might use when it was made. */
    private record Sized(long most, TokenBucket bucket) {}

    /** Counts what a caller without a quota of its own may use now. */
    Duration take(String organizationId, String callerId, long count) {
        return take(organizationId, callerId, count, null);
    }

    /**
     * Counts what may be used now; otherwise tells how long the caller has to wait, and counts nothing. Those who are refused are told
     * to come one after the other.
     *
     * @param own the caller's quota; null when it has none
     */
    synchronized Duration take(String organizationId, String callerId, long count, @Nullable Long own) {
        long now = nanos.getAsLong();
        long most = allotted.to(organizationId);
        long atOnce = allotted.share(burst, most);
        List<TokenBucket> both = List.of(
                bucket(organizationId, most, atOnce, now),
                bucket(callerId, Share.ofAKey(most, own), Share.ofAKey(atOnce, own), now));
        boolean refused =
                both.stream().anyMatch(bucket -> !bucket.until(count, now).isZero());
        Duration wait = Duration.ZERO;
        for (TokenBucket bucket : both) {
            if (refused) {
                Duration line = bucket.line(count, now);
                wait = line.compareTo(wait) > 0 ? line : wait;
            } else {
                bucket.take(count, now);
            }
        }
        forgetFull(now);
        return wait;
    }

    /** For how long a caller of this organisation waits that was refused for another reason, so that those come one after the other too. */
    synchronized Duration line(String organizationId) {
        long now = nanos.getAsLong();
        long most = allotted.to(organizationId);
        return bucket(organizationId, most, allotted.share(burst, most), now).line(1, now);
    }

    /** How an organisation and its key without a quota stand. */
    LimitInUse inUse(String name, String organizationId, String callerId) {
        return inUse(name, organizationId, callerId, null);
    }

    /** How an organisation and its key stand. */
    synchronized LimitInUse inUse(String name, String organizationId, String callerId, @Nullable Long own) {
        long most = allotted.to(organizationId);
        long atOnce = allotted.share(burst, most);
        long minutes = Math.max(1, period.toMinutes());
        long perMinute = Math.max(1, most / minutes);
        long ofAKey = own == null ? Share.ofAKey(perMinute) : Math.max(1, Share.ofAKey(most, own) / minutes);
        return new LimitInUse(
                name,
                new LimitInUse.Amount(atOnce, used(organizationId), perMinute),
                new LimitInUse.Amount(Share.ofAKey(atOnce, own), used(callerId), ofAKey));
    }

    /** A changed quota begins with a full bucket. */
    private TokenBucket bucket(String id, long most, long atOnce, long now) {
        Sized known = buckets.get(id);
        if (known == null || known.most() != most) {
            known = new Sized(most, new TokenBucket(most, period, atOnce, now));
            buckets.put(id, known);
        }
        return known.bucket();
    }

    private long used(String id) {
        Sized known = buckets.get(id);
        return known == null ? 0 : known.bucket().used(nanos.getAsLong());
    }

    synchronized int remembered() {
        return buckets.size();
    }

    /** Memory stays bounded by those who called lately. */
    private void forgetFull(long now) {
        if (buckets.size() >= forgetAt) {
            buckets.values().removeIf(sized -> sized.bucket().isFull(now));
            forgetAt = Math.max(FORGET_AT, 2 * buckets.size());
        }
    }
}
