package dev.postern.gateway.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A picture of how long logins waited: two points for each hour that had hand-outs, joined to lines. The height is the logarithm of
 * the time, since one slow hour would press all others flat.
 *
 * @param median the points of the middle login, as SVG writes them
 * @param slowest the points of the 99th of a hundred
 * @param hours the table behind
 */
record Waits(String median, String slowest, List<Hour> hours) {
    private static final double LONGEST = Math.log10(1_000_000);
    private static final double SHORTEST = 1;

    public Waits {
        hours = List.copyOf(hours);
    }

    /**
     * What logins waited in one hour.
     *
     * @param at its beginning
     * @param deliveries how many logins got a code
     * @param p50 milliseconds of the middle one
     * @param p99 milliseconds of the 99th of a hundred
     */
    public record Hour(Instant at, long deliveries, long p50, long p99) {
        /** The hour, for the table. */
        public String time() {
            return Bars.time(at);
        }

        /** The middle one's time, for people. */
        public String middle() {
            return words(p50);
        }

        /** The slowest one's time, for people. */
        public String slowest() {
            return words(p99);
        }
    }

    static Waits of(List<Hour> hours, Instant from, Instant to) {
        return new Waits(points(hours, Hour::p50, from, to), points(hours, Hour::p99, from, to), hours);
    }

    private static String points(List<Hour> hours, ToLongFunction<Hour> value, Instant from, Instant to) {
        double span = Math.max(1, Duration.between(from, to).toMinutes());
        return hours.stream()
                .map(hour -> Bars.number(
                                Bars.WIDTH * (Duration.between(from, hour.at).toMinutes() + 30) / span)
                        + ","
                        + Bars.number(height(value.applyAsLong(hour))))
                .collect(Collectors.joining(" "));
    }

    /** From 10 milliseconds, at the bottom, to a quarter of an hour. */
    private static double height(long millis) {
        double part = (Math.log10((double) Math.max(10, millis)) - SHORTEST) / (LONGEST - SHORTEST);
        return Bars.HEIGHT * (1 - Math.clamp(part, 0, 1));
    }

    static String words(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : String.format(Locale.ROOT, "%.1f min", millis / 60_000.0);
    }
}
