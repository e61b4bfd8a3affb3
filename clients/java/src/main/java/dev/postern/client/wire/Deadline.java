package dev.postern.client.wire;

import java.time.Duration;

/**
 * A point of time on the clock that never jumps.
 *
 * @param nanos by {@link System#nanoTime()}
 */
public record Deadline(long nanos) {
    private static final Duration LONGEST = Duration.ofDays(10_000);

    /** So long from now; longer times than 10 000 days count as that. */
    public static Deadline after(Duration time) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time.isNegative() ? Duration.ZERO : time;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** How long it is until then; zero when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean isOver() {
        return remaining().isZero();
    }
}
