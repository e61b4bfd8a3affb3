package dev.postern.gateway.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A picture of how long logins waited: two points for each hour that had hand-outs, joined to lines. The height is the logarithm of
 * the time, since one slow hour would press all others flat.
 *
 * @param median the points of the middle login, as SVG writes them
 * @param slowest the points of the 99th of a hundred
 * @param points each of these by itself, as long as there are few: one alone makes no line
 * @param hours the table behind
 */
record Waits(String median, String slowest, List<Point> points, List<Hour> hours) {
    private static final double LONGEST = Math.log10(1_000_000);
    private static final double SHORTEST = 1;
    private static final int MOST_POINTS = 24;

    public Waits {
        points = List.copyOf(points);
        hours = List.copyOf(hours);
    }

    /**
     * A point of a line, in units of the picture.
     *
     * @param series the line's place, which is its colour
     * @param title what it says, for whoever points at it
     */
    public record Point(int series, String x, String y, String title) {}

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
        List<Point> median = points(0, hours, Hour::p50, from, to);
        List<Point> slowest = points(1, hours, Hour::p99, from, to);
        List<Point> shown = hours.size() > MOST_POINTS
                ? List.of()
                : Stream.concat(slowest.stream(), median.stream()).toList();
        return new Waits(line(median), line(slowest), shown, hours);
    }

    private static List<Point> points(
            int series, List<Hour> hours, ToLongFunction<Hour> value, Instant from, Instant to) {
        double span = Bars.hours(from, to) * 60.0;
        return hours.stream()
                .map(hour -> new Point(
                        series,
                        Bars.number(
                                Bars.WIDTH * (Duration.between(from, hour.at).toMinutes() + 30) / span),
                        Bars.number(height(value.applyAsLong(hour))),
                        hour.time() + ": " + words(value.applyAsLong(hour))))
                .toList();
    }

    private static String line(List<Point> points) {
        return points.stream().map(point -> point.x + "," + point.y).collect(Collectors.joining(" "));
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
