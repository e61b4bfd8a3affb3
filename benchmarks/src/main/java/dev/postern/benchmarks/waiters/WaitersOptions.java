package dev.postern.benchmarks.waiters;

import java.net.http.HttpClient;
import java.util.List;

/**
 * What is measured.
 *
 * @param count of the requests that are held at once
 * @param http the version over which they wait: streams of a few connections, or a connection each
 */
public record WaitersOptions(int count, HttpClient.Version http) {
    private static final int OVER_HTTP_2 = 50_000;
    private static final int OVER_HTTP_1 = 15_000;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong
     */
    public static WaitersOptions of(List<String> arguments) {
        HttpClient.Version http = HttpClient.Version.HTTP_2;
        int count = 0;
        for (int at = 0; at < arguments.size(); at += 2) {
            String option = arguments.get(at);
            String value = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
            switch (option) {
                case "--count" -> count = count(value);
                case "--http" -> http = version(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        int usual = http == HttpClient.Version.HTTP_2 ? OVER_HTTP_2 : OVER_HTTP_1;
        return new WaitersOptions(count == 0 ? usual : count, http);
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

    private static HttpClient.Version version(String value) {
        return switch (value) {
            case "1", "1.1" -> HttpClient.Version.HTTP_1_1;
            case "2" -> HttpClient.Version.HTTP_2;
            default -> throw new IllegalArgumentException("--http needs 1 or 2");
        };
    }
}
