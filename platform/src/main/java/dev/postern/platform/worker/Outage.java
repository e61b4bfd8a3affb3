package dev.postern.platform.worker;

import dev.postern.platform.problem.FailureTrace;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one piece of work in a row. Logs a warning for the first of them and one line when the work succeeds again;
 * the failures between are logged at level DEBUG. One thread reports, any thread may ask.
 */
final class Outage {
    private static final Logger LOGGER = Logger.getLogger(Outage.class);

    private final String worker;
    private final String sentence;
    private volatile @Nullable Long beganNanos;

    /** @param sentence what an operator reads while the work fails, for example "The outbox is not being published" */
    Outage(String worker, String sentence) {
        this.worker = worker;
        this.sentence = sentence;
    }

    void failed(Throwable failure) {
        if (beganNanos == null) {
            beganNanos = System.nanoTime();
            LOGGER.warnf("%s worker=%s problem=%s", sentence, worker, FailureTrace.of(failure));
        } else if (LOGGER.isDebugEnabled()) {
            LOGGER.debugf("Still failing: %s worker=%s problem=%s", sentence, worker, FailureTrace.of(failure));
        }
    }

    void succeeded() {
        Optional<Duration> lasted = lasts();
        beganNanos = null;
        lasted.ifPresent(length -> LOGGER.infof(
                "Works again worker=%s failed_seconds=%d before=%s", worker, length.toSeconds(), sentence));
    }

    /** For how long the work has failed; empty while it works. */
    Optional<Duration> lasts() {
        Long began = beganNanos;
        return began == null ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - began));
    }
}
