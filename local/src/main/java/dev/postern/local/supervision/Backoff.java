package dev.postern.local.supervision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How long to wait before something that ended is started again: a second at first, twice as long each time, half a minute at most. */
final class Backoff {
    static final int LAST_END = 8;
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Deque<Long> endsNanos = new ArrayDeque<>();

    /**
     * It ended.
     *
     * @param nowNanos the clock of {@link System#nanoTime}
     * @return the pause; empty when it ended too often to go on
     */
    Optional<Duration> ended(long nowNanos) {
        endsNanos.addLast(nowNanos);
        while (nowNanos - endsNanos.getFirst() > WINDOW.toNanos()) {
            endsNanos.removeFirst();
        }
        if (endsNanos.size() >= LAST_END) {
            return Optional.empty();
        }
        Duration pause = FIRST.multipliedBy(1L << (endsNanos.size() - 1));
        return Optional.of(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }
}
