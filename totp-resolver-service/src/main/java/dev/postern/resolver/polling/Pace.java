package dev.postern.resolver.polling;

import java.time.Duration;

/**
 * How soon a server is called again. Most codes come within half a minute, so it is asked often for that time. A server
 * that holds its answers sets the pace itself. Serves one request; not thread-safe.
 */
final class Pace {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int OFTEN = 15;
    private static final double GROWTH = 1.5;

    private int calls;

    /**
     * The pause after a call.
     *
     * @param took how long it took
     * @param asAgreed whether the answer kept to the contract; a slow failure does not count as held
     */
    Duration after(Duration took, boolean asAgreed) {
        if (asAgreed && took.compareTo(SHORTEST) >= 0) {
            return Duration.ZERO;
        }
        calls++;
        double millis = (double) SHORTEST.toMillis() * Math.pow(GROWTH, Math.max(0, calls - OFTEN));
        return Duration.ofMillis((long) Math.min(millis, (double) LONGEST.toMillis()));
    }
}
