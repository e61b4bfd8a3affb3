package dev.postern.resolver.feed;

import dev.postern.platform.limit.FairPlaces;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The readings of what streams have missed that resume with an old event. Each is a statement of its own, so few of them are done at
 * once on a replica, and each is followed by the rest that its {@link Pace} asks for. Organisations take turns, and so do the streams
 * of one. Safe for many threads.
 */
final class CatchUps {
    /** Of the connections to the database, so few are taken by streams that resume. */
    static final int AT_ONCE = 2;

    // Streams of one organisation never read at the same time.
    private static final Object KEY = "missed";

    private final FairPlaces places = new FairPlaces(AT_ONCE);
    private final Pace pace;
    private final Consumer<Duration> rest;

    CatchUps(Pace pace) {
        this(pace, CatchUps::sleep);
    }

    CatchUps(Pace pace, Consumer<Duration> rest) {
        this.pace = pace;
        this.rest = rest;
    }

    /**
     * Reads when the turn has come, on a virtual thread. Returns at once.
     *
     * @param reading returns how many events it read for its stream; zero when nothing is to be read any more
     */
    void queue(String organizationId, IntSupplier reading) {
        places.run(organizationId, KEY, () -> {
            int events = reading.getAsInt();
            if (events > 0) {
                rest.accept(pace.pause(events, 1));
            }
        });
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
