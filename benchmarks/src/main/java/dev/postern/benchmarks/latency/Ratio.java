package dev.postern.benchmarks.latency;

import java.util.Arrays;
import java.util.Random;

/**
 * The median of the ratios of rounds, with the percentile bootstrap's 95 % interval: the middle 95 % of the medians of
 * {@value #RESAMPLES} sets of as many rounds, drawn from these with replacement.
 *
 * @param median of the ratios
 * @param low end of the interval
 * @param high end of the interval
 */
public record Ratio(double median, double low, double high) {
    static final int RESAMPLES = 10_000;
    private static final long SEED = 1;

    /** Of at least one ratio. */
    public static Ratio of(double[] ratios) {
        // A fixed seed: the same rounds always give the same interval.
        Random random = new Random(SEED);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = median(random.ints(ratios.length, 0, ratios.length)
                    .mapToDouble(at -> ratios[at])
                    .toArray());
        }
        Arrays.sort(medians);
        return new Ratio(median(ratios), medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
