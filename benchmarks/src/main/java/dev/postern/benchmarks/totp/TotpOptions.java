package dev.postern.benchmarks.totp;

/**
 * What is measured.
 *
 * @param seeds credentials, each with a seed of its own, asked by turns
 * @param seconds of the part that counts
 */
record TotpOptions(int seeds, int seconds) {
    static final int PER_SECOND = 200;
    private static final int WARM_UP_PART = 3;
    private static final int SETTLING_PART = 2;
    /** What authenticators assume; a seed gives one code in that time. */
    private static final int PERIOD_SECONDS = 30;

    /** Whether a seed would be asked again before its step is over: the run would then have to wait. */
    boolean asksASeedTwiceInAStep() {
        long asked = (long) warmUp() + settling() + counted();
        return seeds < Math.min(asked, PER_SECOND * PERIOD_SECONDS);
    }

    /** Requests before those that count. */
    int warmUp() {
        return Math.ceilDiv(seconds, WARM_UP_PART) * PER_SECOND;
    }

    /** Requests at the rate before those that count: the JVM takes minutes to compile the code that a server runs. */
    int settling() {
        return Math.multiplyExact(SETTLING_PART, counted());
    }

    /** Requests that count. */
    int counted() {
        return Math.multiplyExact(seconds, PER_SECOND);
    }
}
