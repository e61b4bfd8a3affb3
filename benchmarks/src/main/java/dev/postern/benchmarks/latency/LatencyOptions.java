package dev.postern.benchmarks.latency;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param rounds of each side
 * @param size messages of a round
 * @param json where every number goes; null for nowhere
 */
public record LatencyOptions(int rounds, int size, @Nullable Path json) {
    private static final int ROUNDS = 20;
    private static final int SIZE = 1000;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong
     */
    public static LatencyOptions of(List<String> arguments) {
        int rounds = ROUNDS;
        int size = SIZE;
        Path json = null;
        for (int at = 0; at < arguments.size(); at += 2) {
            String option = arguments.get(at);
            if (at + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(at + 1);
            switch (option) {
                case "--rounds" -> rounds = positive(option, value);
                case "--size" -> size = positive(option, value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new LatencyOptions(rounds, size, json);
    }

    private static int positive(String option, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new IllegalArgumentException(option + " needs a number above 0");
    }
}
