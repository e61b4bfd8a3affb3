package dev.postern.benchmarks.latency;

import java.util.Arrays;
import java.util.Locale;

/**
 * The times of one side in one round, in nanoseconds, in the order of the messages.
 *
 * @param fromSending from before the push was sent until the held answer was read
 * @param fromAccepted from the push's own answer until then; below zero when the held answer was first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Times(long[] fromSending, long[] fromAccepted) {

    double sendingMs(double part) {
        return quantileMs(fromSending, part);
    }

    double acceptedMs(double part) {
        return quantileMs(fromAccepted, part);
    }

    /** The value at or below which this part of all lies (nearest rank). */
    private static double quantileMs(long[] values, double part) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)] / 1e6;
    }

    String line() {
        return String.format(Locale.ROOT, "%8.3f %8.3f", sendingMs(0.5), sendingMs(0.99));
    }
}
