package dev.postern.ingest.spool;

import dev.postern.platform.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is kept. Of each key one record is on its way at most, so that a failure changes no order. After a failure one
 * record tries whether the broker is back. Records of a topic that is closed to this service are passed over for a while, and hold up
 * no others. What the broker refuses for good is put aside.
 */
final class SpoolRelay {
    private static final Logger LOGGER = Logger.getLogger(SpoolRelay.class);
    private static final int BATCH = 200;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TRY_EVERY = Duration.ofMillis(500);

    private final Spool spool;
    private final RefusedRecords refused;
    private final Duration tryClosedEvery;
    private final Worker worker = new Worker("spool-relay", "Kept messages are not being published", this::relay);
    private final Set<String> closedTopics = new HashSet<>();
    private long triedClosedNanos = System.nanoTime();
    private @Nullable Delivery delivery;
    private long delivered;

    /** @param tryClosedEvery how long records of a closed topic are passed over */
    SpoolRelay(Spool spool, RefusedRecords refused, Duration tryClosedEvery) {
        this.spool = spool;
        this.refused = refused;
        this.tryClosedEvery = tryClosedEvery;
    }

    void start(Delivery to) {
        delivery = to;
        worker.start();
    }

    void stop() {
        worker.stop();
    }

    void wake() {
        worker.wake();
    }

    private void relay(Worker self) throws InterruptedException {
        int most = 1;
        while (self.goesOn()) {
            if (!closedTopics.isEmpty() && System.nanoTime() - triedClosedNanos > tryClosedEvery.toNanos()) {
                closedTopics.clear();
                most = 1;
            }
            keepAgain();
            SortedMap<Long, SpooledRecord> batch = spool.first(most, BATCH_BYTES, closedTopics);
            int closedBefore = closedTopics.size();
            List<Long> done = deliver(batch);
            if (!done.isEmpty()) {
                spool.remove(done);
                tellEnd(done.size());
            }
            self.works();
            boolean isAway = done.size() < batch.size() && closedTopics.size() == closedBefore;
            most = done.size() == batch.size() && !batch.isEmpty() ? BATCH : 1;
            if (batch.isEmpty()) {
                self.pause(LOOK_EVERY);
            } else if (isAway) {
                self.pause(TRY_EVERY);
            }
        }
    }

    /** The numbers of those that need not be tried again. */
    private List<Long> deliver(SortedMap<Long, SpooledRecord> batch) {
        Map<Long, CompletableFuture<Delivery.Result>> sent = new LinkedHashMap<>();
        Delivery to = delivery;
        if (to != null) {
            batch.forEach((number, record) -> {
                // A producer that cannot write a topic may say so after seconds, and would for each record.
                if (!closedTopics.contains(record.topic())) {
                    CompletableFuture<Delivery.Result> result =
                            to.publish(record.toProducerRecord()).toCompletableFuture();
                    sent.put(number, result);
                    if (result.isDone() && result.join() == Delivery.Result.TOPIC_CLOSED) {
                        close(record.topic());
                    }
                }
            });
        }
        List<Long> done = new ArrayList<>();
        sent.forEach((number, result) -> {
            SpooledRecord record = batch.get(number);
            if (record != null && isDone(number, record, result.join())) {
                done.add(number);
            }
        });
        return done;
    }

    private boolean isDone(long number, SpooledRecord record, Delivery.Result became) {
        return switch (became) {
            case PUBLISHED -> true;
            case NOT_YET -> false;
            case TOPIC_CLOSED -> {
                close(record.topic());
                yield false;
            }
            case REFUSED -> {
                if (refused.put(number, record)) {
                    LOGGER.error("The broker refuses a kept message for good; it was put aside");
                } else {
                    LOGGER.error(
                            "The broker refuses a kept message for good; it was dropped, since too many are put aside");
                }
                yield true;
            }
        };
    }

    private void close(String topic) {
        if (closedTopics.isEmpty()) {
            triedClosedNanos = System.nanoTime();
        }
        closedTopics.add(topic);
    }

    /** Keeps anew what a person wants to be sent again. It goes behind what is kept of its key. */
    private void keepAgain() {
        for (RefusedRecords.Again each : refused.again()) {
            boolean kept = spool.keep(each.record().toProducerRecord())
                    .handle((_, failure) -> failure == null)
                    .toCompletableFuture()
                    .join();
            if (kept) {
                refused.forget(each);
            }
        }
    }

    private void tellEnd(int more) {
        delivered += more;
        if (spool.size() == 0) {
            LOGGER.infof("All kept messages were published count=%d", delivered);
            delivered = 0;
        }
    }
}
