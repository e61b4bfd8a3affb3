package dev.postern.resolver.statistics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, for the codes that were handed out. Percentiles are the nearest rank among classes that are
 * 9 % apart, given as the upper end of the class.
 *
 * @param deliveries how many hand-outs are counted
 * @param p50Ms null without deliveries, like the others
 */
@JsonNaming(SnakeCaseStrategy.class)
record DeliveryTimes(
        @Schema(description = "Hand-outs of received codes") long deliveries,

        @Schema(description = "In milliseconds, to within 9 %; as are the others") @Nullable Long p50Ms,

        @Nullable Long p90Ms,
        @Nullable Long p99Ms) {
    private static final double CLASSES_OF_AN_OCTAVE = 8;

    /** The percentiles of classes: class k ends at 2^(k/8) ms. */
    static DeliveryTimes of(Map<Integer, Long> countByClass) {
        TreeMap<Integer, Long> sorted = new TreeMap<>(countByClass);
        long all = sorted.values().stream().mapToLong(Long::longValue).sum();
        return new DeliveryTimes(all, rank(sorted, all, 50), rank(sorted, all, 90), rank(sorted, all, 99));
    }

    private static @Nullable Long rank(TreeMap<Integer, Long> sorted, long all, int percent) {
        long rank = Math.ceilDiv(all * percent, 100L);
        long passed = 0;
        for (Map.Entry<Integer, Long> entry : sorted.entrySet()) {
            passed += entry.getValue();
            if (passed >= rank) {
                return Math.round(Math.pow(2, entry.getKey() / CLASSES_OF_AN_OCTAVE));
            }
        }
        return null;
    }
}
