package dev.postern.client;

import java.time.Duration;

/**
 * How patient a client is.
 *
 * @param timeout for how long calls that do not wait are tried again, such as the one that opens a login
 * @param hold for how long the server may hold one answer, 55 seconds at most; less where a proxy cuts calls off
 * @param grace after how much longer a call counts as lost
 */
record Patience(Duration timeout, Duration hold, Duration grace) {
    /** Postern holds an answer no longer. */
    private static final long LONGEST_HOLD = 55;

    private static final Duration LONGEST_REPORT = Duration.ofSeconds(10);
    /** Without any, no call could be answered. */
    private static final Duration SHORTEST_GRACE = Duration.ofMillis(100);

    private static final Duration LONGEST_GRACE = Duration.ofDays(1);

    static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(55), Duration.ofSeconds(10));

    Patience {
        grace = grace.compareTo(SHORTEST_GRACE) < 0 ? SHORTEST_GRACE : grace;
        grace = grace.compareTo(LONGEST_GRACE) > 0 ? LONGEST_GRACE : grace;
    }

    /** For how long the outcome of a login is reported. */
    Duration report() {
        return timeout.compareTo(LONGEST_REPORT) < 0 ? timeout : LONGEST_REPORT;
    }

    /** For how many whole seconds the next answer is to be held, when so much time is left: the last part of a second is waited as one. */
    long holdSeconds(Duration left) {
        long whole = left.toSeconds() > 0 ? left.toSeconds() : left.isZero() ? 0 : 1;
        return Math.max(0, Math.min(Math.min(LONGEST_HOLD, hold.toSeconds()), whole));
    }
}
