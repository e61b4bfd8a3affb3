package dev.postern.benchmarks.logins;

import java.util.Random;

/** The story's parameters, and what chance makes of them. All times are milliseconds. */
final class Chances {
    static final double LOST = 0.01;
    static final double DOUBLED = 0.01;
    static final double MINUTE_LATE = 0.005;
    static final double SENT_AGAIN = 0.02;
    static final double SAME_DIGITS_AGAIN = 0.1;
    static final double DIES_BEFORE_ASKING = 0.04;
    static final double DIES_WAITING = 0.04;
    static final double DIES_TYPING = 0.01;
    static final double DIES_BEFORE_OUTCOME = 0.01;
    static final long PATIENCE = 120_000;
    static final int MOST_ATTEMPTS = 4;
    private static final double MEDIAN_DELAY = 4;
    private static final double P95_DELAY = 12;
    private static final double NORMAL_P95 = 1.645;

    private final Random random;

    private Chances(long seed) {
        this.random = new Random(seed);
    }

    /** What chance has in store for one login, or for one attempt of it: whoever hands out the codes changes nothing of it. */
    static Chances of(long seed, long login, long attempt) {
        long mixed = seed * 0x9E3779B97F4A7C15L + login * 0xBF58476D1CE4E5B9L + attempt * 0x94D049BB133111EBL;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        return new Chances(mixed ^ (mixed >>> 27));
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(double fromSeconds, double toSeconds) {
        return Math.round(1000 * (fromSeconds + (toSeconds - fromSeconds) * random.nextDouble()));
    }

    /** Exponentially distributed. */
    long around(long mean) {
        return Math.round(-mean * Math.log(1 - random.nextDouble()));
    }

    /** From the press until the message is there. */
    long delay() {
        double sigma = Math.log(P95_DELAY / MEDIAN_DELAY) / NORMAL_P95;
        long usual = Math.round(1000 * Math.exp(Math.log(MEDIAN_DELAY) + sigma * random.nextGaussian()));
        long late = 60_000 + around(30_000);
        return happens(MINUTE_LATE) ? late : usual;
    }
}
