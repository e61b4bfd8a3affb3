package dev.postern.ingest.spool;

import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.worker.Outage;
import dev.postern.platform.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Records on disk that wait for the broker, bounded in number and in bytes. A thread of its own writes them, those that come
 * together at once, and has the disk confirm them; another one hands them to a {@link Delivery}, in order for each key.
 */
public final class Spool {
    private static final Logger LOGGER = Logger.getLogger(Spool.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TRY_CLOSED_EVERY = Duration.ofSeconds(30);
    private static final long MOST_WAITING_BYTES = 16L * 1024 * 1024;

    private final SpoolFile file;
    private final Limits limits;
    private final Clock clock;
    private final SpoolIndex index = new SpoolIndex();
    private final RefusedRecords refused;
    private final SpoolRelay relay;
    private final Worker writer =
            new Worker("spool-writer", "Messages are not being kept on disk", this::writeWhatComes);
    private final Outage writing = new Outage("spool", "Messages are refused: the disk does not take them");
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<Long> removed = new HashSet<>();
    private long waitingBytes;
    private long lastNumber;
    private volatile boolean full;

    /** How much may be kept. */
    record Limits(long bytes, int records) {}

    /** A record on its way to the disk. */
    private static final class Waiting {
        private final SpooledRecord record;
        private final byte[] bytes;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Waiting(SpooledRecord record) {
            this.record = record;
            this.bytes = record.toBytes();
        }
    }

    /**
     * A spool that was not read yet.
     *
     * @param file for this spool alone
     */
    Spool(SpoolFile file, Limits limits, Clock clock) {
        this(file, limits, clock, TRY_CLOSED_EVERY);
    }

    /** @param tryClosedEvery how long records of a topic that is closed to this service are passed over */
    Spool(SpoolFile file, Limits limits, Clock clock, Duration tryClosedEvery) {
        this.file = file;
        this.limits = limits;
        this.clock = clock;
        this.refused = new RefusedRecords(file.folder());
        this.relay = new SpoolRelay(this, refused, tryClosedEvery);
    }

    /** Reads what an earlier process left. */
    void open() {
        synchronized (file) {
            try {
                reload();
            } catch (RuntimeException e) {
                if (!SpoolFile.isBroken(e)) {
                    throw e;
                }
                LOGGER.errorf(
                        "The file of kept messages cannot be read and was put aside problem=%s", FailureTrace.of(e));
                file.putAside();
            }
        }
    }

    /** Begins to keep records and to deliver them; call it once. */
    public void start(Delivery delivery) {
        writer.start();
        relay.start(delivery);
    }

    /** Stops. What is kept stays on disk for the next process. */
    public void stop() {
        relay.stop();
        writer.stop();
        refuse(take(), Problem.unavailable(Hindrance.STOPPING, "The service stops"));
        synchronized (file) {
            file.close();
        }
    }

    /** Whether a record of the key is kept, which a newer one must not overtake. Costs a look into memory. */
    public boolean holds(String key) {
        return index.holds(key);
    }

    /**
     * Keeps a record. Returns at once; completes once the disk has confirmed the record, or fails with a {@link Problem} when there is
     * no room, and otherwise when the disk does not take it. It may be published even then.
     */
    public CompletionStage<Void> keep(ProducerRecord<String, byte[]> record) {
        Waiting one = new Waiting(SpooledRecord.of(record, clock.millis()));
        synchronized (waiting) {
            if (index.held() >= limits.records() || waitingBytes + one.bytes.length > MOST_WAITING_BYTES) {
                noteFull();
                return CompletableFuture.failedFuture(full());
            }
            index.hold(one.record.key());
            waiting.add(one);
            waitingBytes += one.bytes.length;
        }
        writer.wake();
        return one.done;
    }

    /** Whether more can be kept, as far as is known. */
    boolean hasRoom() {
        return index.size() == 0 || !(full || writing.lasts().isPresent());
    }

    /** How many records are on disk. */
    int size() {
        return index.size();
    }

    /** How much of the disk they take, in bytes. */
    long bytes() {
        synchronized (file) {
            return file.size();
        }
    }

    /** How long the oldest has been kept. */
    Duration oldest() {
        OptionalLong since = index.oldestMillis();
        return since.isEmpty() ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - since.getAsLong()));
    }

    /** How many records the broker refused for good. */
    int refused() {
        return refused.size();
    }

    /**
     * The first records, one of each key at most, and only so many bytes that one more is over the bound.
     *
     * @param without topics whose records are passed over
     */
    SortedMap<Long, SpooledRecord> first(int most, long mostBytes, Set<String> without) {
        SortedMap<Long, SpooledRecord> first = new TreeMap<>();
        long bytes = 0;
        synchronized (file) {
            for (long number : index.first(most, without)) {
                byte[] record = bytes < mostBytes ? file.read(number) : null;
                if (record == null) {
                    break;
                }
                bytes += record.length;
                first.put(number, SpooledRecord.fromBytes(record));
            }
        }
        return first;
    }

    /** These are dealt with, and are not delivered again by this process even if the disk does not take that now. */
    void remove(List<Long> numbers) {
        synchronized (file) {
            numbers.forEach(index::remove);
            removed.addAll(numbers);
            if (index.size() == 0) {
                // Needs no room, unlike all else.
                file.discard();
            } else {
                file.remove(removed);
            }
            removed.clear();
        }
        full = false;
    }

    private void writeWhatComes(Worker self) throws InterruptedException {
        while (self.goesOn()) {
            List<Waiting> batch = take();
            if (batch.isEmpty()) {
                self.pause(LOOK_EVERY);
            } else {
                write(batch);
            }
            self.works();
        }
    }

    private List<Waiting> take() {
        synchronized (waiting) {
            List<Waiting> batch = List.copyOf(waiting);
            waiting.clear();
            waitingBytes = 0;
            return batch;
        }
    }

    private void write(List<Waiting> batch) {
        int written;
        try {
            synchronized (file) {
                written = append(batch);
            }
        } catch (RuntimeException e) {
            writing.failed(e);
            refuse(batch, e);
            return;
        }
        writing.succeeded();
        batch.subList(0, written).forEach(each -> each.done.complete(null));
        if (written < batch.size()) {
            noteFull();
            refuse(batch.subList(written, batch.size()), full());
        }
        relay.wake();
    }

    private static Problem full() {
        return Problem.unavailable(
                Hindrance.SPOOL_FULL,
                "The message broker is out of reach, and no more messages can be kept; send it again");
    }

    /** How many of them were written: those for which there is room. */
    private int append(List<Waiting> batch) {
        SortedMap<Long, byte[]> more = new TreeMap<>();
        long room = SpoolFile.roomIn(limits.bytes()) - file.liveBytes();
        for (Waiting each : batch) {
            room -= each.bytes.length;
            if (room < 0) {
                break;
            }
            more.put(lastNumber + 1 + more.size(), each.bytes);
        }
        if (more.isEmpty()) {
            return 0;
        }
        lastNumber += more.size();
        try {
            file.append(more);
        } catch (RuntimeException e) {
            reloadIfPossible();
            throw e;
        }
        int i = 0;
        for (long number : more.keySet()) {
            SpooledRecord record = batch.get(i++).record;
            index.store(number, record);
        }
        if (index.size() == more.size()) {
            LOGGER.warn("The broker is away: messages are kept on disk until it is back");
        }
        return more.size();
    }

    private void noteFull() {
        if (!full) {
            LOGGER.error("Messages are refused: the disk holds as many as it may");
        }
        full = true;
    }

    private void refuse(List<Waiting> batch, RuntimeException failure) {
        batch.forEach(each -> {
            index.release(each.record.key());
            each.done.completeExceptionally(failure);
        });
    }

    private void reloadIfPossible() {
        try {
            reload();
        } catch (RuntimeException e) {
            // The disk is still in trouble. What was confirmed is known.
            LOGGER.debugf("The file of kept messages cannot be read again yet problem=%s", FailureTrace.of(e));
        }
    }

    /** Learns what the disk has: after a failure it may have more than was confirmed. */
    private void reload() {
        file.forEach((number, bytes) -> {
            if (!index.has(number) && !removed.contains(number)) {
                SpooledRecord record = SpooledRecord.fromBytes(bytes);
                index.hold(record.key());
                index.store(number, record);
            }
        });
        lastNumber = Math.max(lastNumber, index.last());
    }
}
