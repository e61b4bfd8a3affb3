package dev.postern.benchmarks.latency;

import dev.postern.benchmarks.Quantile;
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
        return Quantile.ms(fromSending, part);
    }

    double acceptedMs(double part) {
        return Quantile.ms(fromAccepted, part);
    }

    String line() {
        return String.format(Locale.ROOT, "%8.3f %8.3f", sendingMs(0.5), sendingMs(0.99));
    }
}
