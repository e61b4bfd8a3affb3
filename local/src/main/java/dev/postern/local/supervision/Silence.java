package dev.postern.local.supervision;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Finds out that a server runs and yet answers nobody: asks it every few seconds, and calls it silent once it has not answered for a minute.
 * A busy machine is slow for a while, so a single question says nothing. For one thread.
 */
public final class Silence {
    /** For how long a server may say nothing. */
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    private final BooleanSupplier answers;
    private final LongSupplier nanos;
    private long askedNanos;
    private long answeredNanos;

    /**
     * A server that has just answered.
     *
     * @param answers asks it, and waits for a few seconds at most
     * @param nanos the clock of {@link System#nanoTime}
     */
    public Silence(BooleanSupplier answers, LongSupplier nanos) {
        this.answers = answers;
        this.nanos = nanos;
        forget();
    }

    /** Asks when it is time to. Returns true when the server has been silent for too long. */
    public boolean isTooLong() {
        long now = nanos.getAsLong();
        if (now - askedNanos >= ASK_EVERY.toNanos()) {
            askedNanos = now;
            if (answers.getAsBoolean()) {
                answeredNanos = nanos.getAsLong();
            }
        }
        return nanos.getAsLong() - answeredNanos >= LONGEST.toNanos();
    }

    /** It was started again: counts from now. */
    public void forget() {
        askedNanos = nanos.getAsLong();
        answeredNanos = askedNanos;
    }
}
