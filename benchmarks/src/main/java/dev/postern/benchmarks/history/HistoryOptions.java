package dev.postern.benchmarks.history;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param rows codes of the history at its largest
 * @param json where every number goes; null for nowhere
 */
public record HistoryOptions(int rows, @Nullable Path json) {
    private static final int ROWS = 10_000_000;
    private static final int FEWEST = 80_000;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong
     */
    public static HistoryOptions of(List<String> arguments) {
        int rows = ROWS;
        Path json = null;
        for (int at = 0; at < arguments.size(); at += 2) {
            String option = arguments.get(at);
            if (at + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(at + 1);
            switch (option) {
                case "--rows" -> rows = rows(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new HistoryOptions(rows, json);
    }

    /** Nothing, an eighth, a quarter, a half, all. */
    List<Integer> steps() {
        return List.of(0, rows / 8, rows / 4, rows / 2, rows);
    }

    private static int rows(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= FEWEST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new IllegalArgumentException("--rows needs a number from " + FEWEST + " on");
    }
}
