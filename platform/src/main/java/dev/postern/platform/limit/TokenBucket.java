package dev.postern.platform.limit;

import java.time.Duration;

/**
 * A rate with bursts: tokens come evenly up to a capacity, and each request takes one. Knows the time only as it is told. Not safe
 * for several threads.
 */
final class TokenBucket {
    private final long capacity;
    private final long nanosPerToken;
    // The bucket is as if it had been full at this time and nothing had been taken since.
    private long fullAt;

    /**
     * A full bucket.
     *
     * @param perMinute how many tokens come in a minute; at least one
     * @param capacity how many tokens there are at most; at least one
     * @param now nanoseconds of a clock that never goes back
     */
    TokenBucket(long perMinute, long capacity, long now) {
        this.capacity = capacity;
        this.nanosPerToken = Math.max(1, Duration.ofMinutes(1).toNanos() / perMinute);
        this.fullAt = now;
    }

    /** For how long there is no token; zero when there is one. */
    Duration untilNext(long now) {
        long missing = Math.max(0, fullAt - now) + nanosPerToken - capacity * nanosPerToken;
        return missing <= 0 ? Duration.ZERO : Duration.ofNanos(missing);
    }

    /** Takes a token that is there. */
    void take(long now) {
        fullAt = now + Math.max(0, fullAt - now) + nanosPerToken;
    }

    /** Whether it is full, which is how it began. */
    boolean isFull(long now) {
        return fullAt - now <= 0;
    }
}
