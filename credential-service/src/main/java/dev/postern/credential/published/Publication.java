package dev.postern.credential.published;

import dev.postern.database.outbox.Outbox;
import dev.postern.events.Event;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Waits until a committed change is on its topic, for changes that must count everywhere before they are answered. */
@ApplicationScoped
public class Publication {
    private static final Duration WITHIN = Duration.ofSeconds(4);

    private final Outbox outbox;

    Publication(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Waits for a change.
     *
     * @throws Problem 503 when the broker is out of reach; the change is published once it is back
     */
    public void await(Event event) {
        outbox.awaitPublished(event, WITHIN);
    }

    /**
     * Waits for a creation, and undoes it when it cannot be published. A secret is answered only once it works everywhere.
     *
     * @param notMade the sentence's beginning, such as {@code No key was made}
     * @throws Problem 503 when it was taken back
     */
    public void awaitOrUndo(Event event, String notMade, Runnable undo) {
        try {
            await(event);
        } catch (Problem unpublished) {
            undo.run();
            throw Problem.unavailable(Hindrance.BROKER_AWAY, notMade + ": the broker is out of reach");
        }
    }
}
