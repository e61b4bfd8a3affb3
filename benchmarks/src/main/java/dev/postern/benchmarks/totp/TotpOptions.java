package dev.postern.benchmarks.totp;

import java.util.List;

/**
 * What is measured.
 *
 * @param seeds credentials, each with a seed of its own, asked by turns
 * @param seconds of the part that counts
 */
public record TotpOptions(int seeds, int seconds) {
    static final int PER_SECOND = 200;
    private static final int SEEDS = 10_000;
    private static final int SECONDS = 60;
    private static final int WARM_UP_PART = 3;
    private static final int SETTLING_PART = 2;
    /** What authenticators assume; a seed gives one code in that time. */
    private static final int PERIOD_SECONDS = 30;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong
     */
    public static TotpOptions of(List<String> arguments) {
        int seeds = SEEDS;
        int seconds = SECONDS;
        for (int at = 0; at < arguments.size(); at += 2) {
            String option = arguments.get(at);
            String value = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
            switch (option) {
                case "--seeds" -> seeds = number(option, value);
                case "--seconds" -> seconds = number(option, value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        TotpOptions options = new TotpOptions(seeds, seconds);
        long asked = (long) options.warmUp() + options.settling() + options.counted();
        if (seeds < Math.min(asked, PER_SECOND * PERIOD_SECONDS)) {
            throw new IllegalArgumentException("with so few seeds one is asked again before its step is over");
        }
        return options;
    }

    /** Requests before those that count. */
    int warmUp() {
        return Math.ceilDiv(seconds, WARM_UP_PART) * PER_SECOND;
    }

    /** Requests at the rate before those that count: compiling what a server does all day takes the JVM minutes. */
    int settling() {
        return Math.multiplyExact(SETTLING_PART, counted());
    }

    /** Requests that count. */
    int counted() {
        return Math.multiplyExact(seconds, PER_SECOND);
    }

    private static int number(String option, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0 && number <= 1_000_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new IllegalArgumentException(option + " needs a number from 1 to 1000000");
    }
}
