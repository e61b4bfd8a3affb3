package dev.postern.platform.limit;

import java.time.Duration;

/**
 * A rate with bursts: tokens come evenly up to a capacity, and what is asked for takes some. Knows the time only as it is told. Not
 * safe for several threads.
 */
final class TokenBucket {
    /** How much later than the tokens are there a refused caller is told to come at most. */
    static final Duration LONGEST_LINE = Duration.ofMinutes(1);

    private final long capacity;
    private final long nanosPerToken;
    // The bucket is as if it had been full at this time and nothing had been taken since.
    private long fullAt;
    // Until this time what comes is promised to those who were refused.
    private long promisedUntil;

    /**
     * A full bucket.
     *
     * @param tokens how many tokens come in the period; at least one
     * @param period at most a day
     * @param capacity how many tokens there are at most; at least one
     * @param now nanoseconds of a clock that never goes back
     */
    TokenBucket(long tokens, Duration period, long capacity, long now) {
        this.capacity = capacity;
        this.nanosPerToken = Math.max(1, period.toNanos() / tokens);
        this.fullAt = now;
        this.promisedUntil = now;
    }

    /** For how long there are fewer tokens than that; zero when there are enough. More than the capacity counts as the capacity. */
    Duration until(long tokens, long now) {
        long missing = Math.max(0, fullAt - now) + (Math.min(tokens, capacity) - capacity) * nanosPerToken;
        return missing <= 0 ? Duration.ZERO : Duration.ofNanos(missing);
    }

    /**
     * For how long a refused caller is told to wait: until there are enough tokens, and those who were refused before it had their turn.
     * Told of the first token alone, all of them would come back together, and all but one for nothing.
     */
    Duration line(long tokens, long now) {
        Duration wait = until(tokens, now);
        long there = now + wait.toNanos();
        long behind = Math.clamp(promisedUntil - there, 0, LONGEST_LINE.toNanos());
        promisedUntil = there + behind + Math.min(tokens, capacity) * nanosPerToken;
        return wait.plusNanos(behind);
    }

    /** Takes tokens that are there. */
    void take(long tokens, long now) {
        fullAt = now + Math.max(0, fullAt - now) + Math.min(tokens, capacity) * nanosPerToken;
    }

    /** How many tokens were taken and did not come back yet. */
    long used(long now) {
        return Math.ceilDiv(Math.max(0, fullAt - now), nanosPerToken);
    }

    /** Whether it is full, which is how it began. */
    boolean isFull(long now) {
        return fullAt - now <= 0;
    }
}
