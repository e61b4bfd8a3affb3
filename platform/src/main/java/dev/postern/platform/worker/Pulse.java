package dev.postern.platform.worker;

import java.time.Duration;

/**
 * How a piece of background work goes at one moment. The limits of all such work are here ({@code docs/operations.md},
 * "Health").
 *
 * @param name what operators call it, usually the name of its thread
 * @param alive whether its thread is there; false means that nobody starts it again
 * @param silent how long ago it last did a round, whether the round succeeded or failed
 * @param failing for how long its rounds have failed; zero while they succeed
 */
public record Pulse(String name, boolean alive, Duration silent, Duration failing) {
    /** What fails, stands still or is out of date for longer does not work; the replica is then not ready. */
    public static final Duration LONGEST_TROUBLE = Duration.ofSeconds(30);

    /** What stands still for longer waits for something that will never come; the process is then not alive. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /** Whether what it does can be relied on. */
    public boolean works() {
        return alive && isShort(silent, LONGEST_TROUBLE) && isShort(failing, LONGEST_TROUBLE);
    }

    /** Whether it may work again without a restart of the process. */
    boolean mayRecover() {
        return alive && isShort(silent, LONGEST_SILENCE);
    }

    /** For an operator. */
    String inWords() {
        if (!alive) {
            return "dead";
        }
        if (!isShort(silent, LONGEST_TROUBLE)) {
            return "stands still for " + silent.toSeconds() + " s";
        }
        return failing.isZero() ? "works" : "fails for " + failing.toSeconds() + " s";
    }

    private static boolean isShort(Duration time, Duration limit) {
        return time.compareTo(limit) <= 0;
    }
}
