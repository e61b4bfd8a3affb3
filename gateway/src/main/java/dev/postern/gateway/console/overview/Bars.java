package dev.postern.gateway.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A picture of counts in time: a bar for each stretch, in it a piece for each series, one above the other.
 *
 * @param pieces what is drawn
 * @param series the names, most first; their places are their colours
 * @param rows the table behind
 * @param most the height of the highest bar, as a count
 * @param from the first stretch, in words
 * @param to the last stretch, in words
 */
record Bars(List<Piece> pieces, List<String> series, List<Row> rows, long most, String from, String to) {
    static final int WIDTH = 960;
    static final int HEIGHT = 200;
    private static final int MOST_SERIES = 5;
    private static final int MOST_BARS = 62;
    private static final String OTHERS = "others";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public Bars {
        pieces = List.copyOf(pieces);
        series = List.copyOf(series);
        rows = List.copyOf(rows);
    }

    /** A piece of a bar, in units of the picture. */
    public record Piece(int series, String x, String y, String width, String height, String title) {}

    /** A line of the table: a stretch of time, and the counts of the series in their order. */
    public record Row(String time, List<Long> counts) {
        public Row {
            counts = List.copyOf(counts);
        }
    }

    /** A count of one series in one hour. */
    record Count(Instant hour, String series, long count) {}

    static Bars of(List<Count> counts, Instant from, Instant to) {
        long hours = hours(from, to);
        long together = Math.ceilDiv(hours, (long) MOST_BARS);
        int bars = (int) Math.ceilDiv(hours, together);
        List<String> series = series(counts);
        long[][] table = new long[bars][series.size()];
        for (Count count : counts) {
            int bar = (int) (Duration.between(from, count.hour).toHours() / together);
            int place = series.indexOf(count.series);
            if (bar >= 0 && bar < bars) {
                table[bar][place < 0 ? series.size() - 1 : place] += count.count;
            }
        }
        return drawn(table, series, from, together);
    }

    /** How many hours a picture shows: the one that has begun counts. */
    static long hours(Instant from, Instant to) {
        return Math.max(1, Math.ceilDiv(Duration.between(from, to).toMinutes(), 60L));
    }

    private static List<String> series(List<Count> counts) {
        Map<String, Long> sums = counts.stream()
                .collect(Collectors.groupingBy(Count::series, TreeMap::new, Collectors.summingLong(Count::count)));
        List<String> names = new ArrayList<>(sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList());
        if (names.size() > MOST_SERIES) {
            names = new ArrayList<>(names.subList(0, MOST_SERIES));
            names.add(OTHERS);
        }
        return names;
    }

    private static Bars drawn(long[][] table, List<String> series, Instant from, long together) {
        long most = 1;
        for (long[] bar : table) {
            most = Math.max(most, sum(bar));
        }
        List<Piece> pieces = new ArrayList<>();
        Map<String, List<Long>> rows = new LinkedHashMap<>();
        double wide = (double) WIDTH / table.length;
        for (int bar = 0; bar < table.length; bar++) {
            String time = TIME.format(from.plus(Duration.ofHours(bar * together)));
            long below = 0;
            List<Long> counts = new ArrayList<>();
            for (int place = 0; place < series.size(); place++) {
                long count = table[bar][place];
                counts.add(count);
                below += count;
                if (count > 0) {
                    pieces.add(new Piece(
                            place,
                            number(bar * wide + wide * 0.12),
                            number(HEIGHT - (double) HEIGHT * below / most),
                            number(wide * 0.76),
                            number((double) HEIGHT * count / most),
                            time + ", " + series.get(place) + ": " + count));
                }
            }
            if (sum(table[bar]) > 0) {
                rows.put(time, counts);
            }
        }
        return new Bars(
                pieces,
                series,
                rows.entrySet().stream()
                        .map(row -> new Row(row.getKey(), row.getValue()))
                        .toList(),
                most,
                TIME.format(from),
                TIME.format(from.plus(Duration.ofHours((table.length - 1) * together))));
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }
}
