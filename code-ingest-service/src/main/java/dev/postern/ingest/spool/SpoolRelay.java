package dev.postern.ingest.spool;

import dev.postern.platform.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is kept. Of each key one record is on its way at most, so that a failure changes no order. After a failure one
 * record tries whether the broker is back.
 */
final class SpoolRelay {
    private static final Logger LOGGER = Logger.getLogger(SpoolRelay.class);
    private static final int BATCH = 200;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TRY_EVERY = Duration.ofMillis(500);

    private final Spool spool;
    private final Worker worker = new Worker("spool-relay", "Kept messages are not being published", this::relay);
    private @Nullable Delivery delivery;
    private long delivered;

    SpoolRelay(Spool spool) {
        this.spool = spool;
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
            SortedMap<Long, SpooledRecord> batch = spool.first(most, BATCH_BYTES);
            List<Long> done = deliver(batch);
            if (!done.isEmpty()) {
                spool.remove(done);
                tellEnd(done.size());
            }
            self.works();
            most = done.size() == batch.size() ? BATCH : 1;
            if (batch.isEmpty()) {
                self.pause(LOOK_EVERY);
            } else if (done.size() < batch.size()) {
                self.pause(TRY_EVERY);
            }
        }
    }

    /** The numbers of those that need not be tried again. */
    private List<Long> deliver(SortedMap<Long, SpooledRecord> batch) {
        Map<Long, CompletableFuture<Delivery.Result>> sent = new LinkedHashMap<>();
        Delivery to = delivery;
        if (to != null) {
            batch.forEach((number, record) ->
                    sent.put(number, to.publish(record.toProducerRecord()).toCompletableFuture()));
        }
        List<Long> done = new ArrayList<>();
        sent.forEach((number, result) -> {
            Delivery.Result became = result.join();
            if (became == Delivery.Result.REFUSED) {
                LOGGER.error("The broker refuses a kept message for good; it was dropped");
            }
            if (became != Delivery.Result.NOT_YET) {
                done.add(number);
            }
        });
        return done;
    }

    private void tellEnd(int more) {
        delivered += more;
        if (spool.size() == 0) {
            LOGGER.infof("All kept messages were published count=%d", delivered);
            delivered = 0;
        }
    }
}
