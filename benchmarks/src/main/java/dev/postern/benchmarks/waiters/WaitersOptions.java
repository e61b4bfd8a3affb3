package dev.postern.benchmarks.waiters;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is measured.
 *
 * @param count of the requests that are held at once
 * @param http the version over which they wait: streams of a few connections, or a connection each
 * @param by how they wait
 */
public record WaitersOptions(int count, HttpClient.Version http, By by) {
    private static final int OVER_HTTP_2 = 50_000;
    private static final int OVER_HTTP_1 = 15_000;

    /** What a login is held open by. */
    public enum By {
        /** An answer that comes after 55 seconds at the latest; then it asks again. */
        ANSWER,
        /** Server-sent events, for as long as the request waits. */
        EVENTS
    }

    private static final Map<String, By> BY = Map.of("answer", By.ANSWER, "events", By.EVENTS);
    private static final Map<String, HttpClient.Version> VERSIONS =
            Map.of("1", HttpClient.Version.HTTP_1_1, "2", HttpClient.Version.HTTP_2);

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong
     */
    public static WaitersOptions of(List<String> arguments) {
        HttpClient.Version http = HttpClient.Version.HTTP_2;
        By by = By.ANSWER;
        int count = 0;
        for (int at = 0; at < arguments.size(); at += 2) {
            String option = arguments.get(at);
            String value = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
            switch (option) {
                case "--count" -> count = count(value);
                case "--http" -> http = choice(option, VERSIONS, value);
                case "--by" -> by = choice(option, BY, value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        int usual = http == HttpClient.Version.HTTP_2 ? OVER_HTTP_2 : OVER_HTTP_1;
        return new WaitersOptions(count == 0 ? usual : count, http, by);
    }

    private static int count(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new IllegalArgumentException("--count needs a number above 0");
    }

    private static <T> T choice(String option, Map<String, T> choices, String value) {
        T chosen = choices.get(value);
        if (chosen == null) {
            throw new IllegalArgumentException(option + " needs one of " + new TreeSet<>(choices.keySet()));
        }
        return chosen;
    }
}
