package dev.postern.credential.published;

import dev.postern.credential.published.PublishedTable.Place;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.Event;
import dev.postern.platform.worker.Worker;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Publishes rows again whose present version is not on their topic in a record that a service of this installation signed:
 * records from before an upgrade that signs, records that somebody removed, and older ones that somebody put back
 * ({@code docs/adr/0030}).
 */
@ApplicationScoped
class KeepPublished {
    static final int PAGE = 500;

    private static final Logger LOGGER = Logger.getLogger(KeepPublished.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 10;
    private static final Duration UNTIL_READ = Duration.ofMillis(100);

    private final List<PublishedTable> tables;
    private final OnTopics onTopics;
    private final Outbox outbox;
    private final Transactions transactions;
    // By event id, of what was ever lost. One thread uses it.
    private final Map<String, Integer> tries = new HashMap<>();
    private final Worker worker = new Worker(
            "keep-published", "Lost records of keys, organisations and channels are not published again", this::round);

    KeepPublished(@All List<PublishedTable> tables, OnTopics onTopics, Outbox outbox, Transactions transactions) {
        this.tables = tables;
        this.onTopics = onTopics;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void round(Worker self) throws InterruptedException {
        if (!onTopics.areRead()) {
            self.pause(UNTIL_READ);
            return;
        }
        tables.forEach(this::compare);
        putForward();
        self.works();
        self.pause(EVERY);
    }

    private void compare(PublishedTable table) {
        int published = 0;
        List<Place> places = table.placesAfter("");
        while (!places.isEmpty()) {
            List<String> lost = places.stream()
                    .filter(place -> isLost(table, place))
                    .map(Place::id)
                    .toList();
            if (!lost.isEmpty()) {
                table.publishAgain(lost);
                published += lost.size();
            }
            places = table.placesAfter(places.getLast().id());
        }
        if (published > 0) {
            LOGGER.infof(
                    "Rows were published again: their topic did not have them topic=%s count=%d",
                    table.topic().topicName(), published);
        }
    }

    /** Also of what has no row any more: the end of a deleted channel must outlive the topic's compaction. */
    private void putForward() {
        List<Event> newest = onTopics.overwritten().stream()
                .filter(event -> !outbox.isPending(event.id()))
                .toList();
        if (!newest.isEmpty()) {
            transactions.run(connection -> {
                outbox.append(connection, newest);
                return newest;
            });
            LOGGER.warnf(
                    "Older records were put behind newer ones; the newer ones were published again count=%d",
                    newest.size());
        }
    }

    /** A version that is higher than the row's is none to publish against: readers would ignore the row's. */
    private boolean isLost(PublishedTable table, Place place) {
        Long known = onTopics.version(table.topic(), place.recordKey());
        if ((known != null && known >= place.version()) || outbox.isPending(place.eventId())) {
            return false;
        }
        // What the broker refuses for good must not be left in the outbox for ever.
        return tries.merge(place.eventId(), 1, Integer::sum) <= MOST_TRIES;
    }
}
