package dev.postern.benchmarks;

import java.util.Arrays;

/** Quantiles by the nearest rank. */
public final class Quantile {
    private static final double NANOS_PER_MS = 1e6;

    private Quantile() {}

    /** The value at or below which this part of all lies, in milliseconds; the values are nanoseconds in any order. */
    public static double ms(long[] nanos, double part) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)] / NANOS_PER_MS;
    }
}
