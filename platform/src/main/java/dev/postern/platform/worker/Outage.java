package dev.postern.platform.worker;

import dev.postern.platform.problem.FailureTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one piece of work in a row. Logs a warning for the first of them and one line when the work succeeds again;
 * the failures between are logged at level DEBUG. Any thread may report and ask.
 */
public final class Outage {
    private static final Logger LOGGER = Logger.getLogger(Outage.class);

    private final String part;
    private final String sentence;
    private final AtomicReference<@Nullable Long> beganNanos = new AtomicReference<>();

    /**
     * No outage yet.
     *
     * @param part which part of the service fails, for example "outbox-relay"
     * @param sentence what an operator reads while it fails, for example "The outbox is not being published"
     */
    public Outage(String part, String sentence) {
        this.part = part;
        this.sentence = sentence;
    }

    /** The work failed. */
    public void failed(Throwable failure) {
        if (beganNanos.compareAndSet(null, System.nanoTime())) {
            LOGGER.warnf("%s part=%s problem=%s", sentence, part, FailureTrace.of(failure));
        } else if (LOGGER.isDebugEnabled()) {
            LOGGER.debugf("Still failing: %s part=%s problem=%s", sentence, part, FailureTrace.of(failure));
        }
    }

    /** The work succeeded. Costs one read of memory while it works. */
    public void succeeded() {
        if (beganNanos.get() == null) {
            return;
        }
        Long began = beganNanos.getAndSet(null);
        if (began != null) {
            LOGGER.infof(
                    "Works again part=%s failed_seconds=%d before=%s",
                    part, since(began).toSeconds(), sentence);
        }
    }

    /** For how long the work has failed; empty while it works. */
    public Optional<Duration> lasts() {
        return Optional.ofNullable(beganNanos.get()).map(Outage::since);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
