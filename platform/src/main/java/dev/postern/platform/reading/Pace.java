package dev.postern.platform.reading;

/**
 * How fast a body must come.
 *
 * @param startNanos the time that every body has
 * @param bytesPerSecond each second beyond that must have been paid for by so many bytes
 */
record Pace(long startNanos, long bytesPerSecond) {
    private static final long SECOND = 1_000_000_000;

    Pace {
        if (startNanos <= 0 || bytesPerSecond <= 0) {
            throw new IllegalArgumentException("postern.bodies.time and postern.bodies.per-second must be over zero");
        }
    }

    /** How long a body may take of which so many bytes have come, in nanoseconds from its beginning. */
    long nanosFor(long bytes) {
        return startNanos + bytes * SECOND / bytesPerSecond;
    }
}
