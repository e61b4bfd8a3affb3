package dev.postern.ingest.publish;

import dev.postern.events.Event;
import dev.postern.events.Topic;
import dev.postern.ingest.spool.Delivery;
import dev.postern.ingest.spool.Spool;
import dev.postern.ingest.spool.SpoolInUse;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.sending.ProducerThread;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.topic.SendFailure;
import dev.postern.platform.topic.TopicsInUse;
import dev.postern.platform.worker.BackgroundWork;
import dev.postern.platform.worker.Watched;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes events with a plain producer that all requests share ({@code docs/adr/0004} says why). No thread waits for
 * the broker. Waiting events are bounded in bytes and in time: an event beyond the bound is refused at once, and a
 * caller waits four seconds at most.
 */
@ApplicationScoped
public class EventPublisher {
    private static final Logger LOGGER = Logger.getLogger(EventPublisher.class);
    // A caller gets an answer within five seconds; the fifth is for the rest of the request on a busy machine.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    private static final long BUFFER_BYTES = 32L * 1024 * 1024;
    // A record takes at most twice its size of the buffer: it lies alone in a batch that is just over half full. Only
    // half the buffer is promised, so a record always finds room and only the wait for the broker counts.
    private static final long MOST_PENDING_BYTES = BUFFER_BYTES / 2;
    // The overhead is the key, the headers and the batch's own bytes.
    private static final int RECORD_OVERHEAD = 512;

    private final KafkaProducer<String, byte[]> producer;
    private final Watched producerThread;
    private final TopicsInUse topics;
    private final EventRecords records;
    private final SpoolInUse spool;
    private final PendingBytes pending = new PendingBytes(MOST_PENDING_BYTES);
    private final AtomicBoolean acknowledging = new AtomicBoolean(true);

    EventPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application,
            TopicsInUse topics,
            RecordMac mac,
            SpoolInUse spool) {
        this.producer = new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
        this.producerThread = ProducerThread.watch("event-publisher", producer.metrics());
        this.records = new EventRecords(application, mac);
        this.topics = topics;
        this.spool = spool;
    }

    /** The settings of every client of the broker, and the one setting that this class relies on. */
    static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return settings;
    }

    /** Learns where the partitions are, which spares the first caller that wait. */
    void onStart(@Observes StartupEvent event) {
        try {
            topics.topics().stream().map(Topic::topicName).forEach(producer::partitionsFor);
        } catch (KafkaException e) {
            LOGGER.warnf("The partitions of a topic cannot be read from the broker yet problem=%s", FailureTrace.of(e));
        }
        spool.spool().ifPresent(kept -> kept.start(this::publishKept));
    }

    @PreDestroy
    void close() {
        spool.spool().ifPresent(Spool::stop);
        BackgroundWork.forget(producerThread);
        producer.close(CLOSE_WAIT);
    }

    /**
     * Publishes an event of a sender that comes again. Completes once all in-sync replicas have it, or fails with a {@link Problem}: 503 when that
     * is not known in time (the event may still be published later), 413 when it is larger than the broker takes, 400 when the broker refuses it for good.
     * Returns at once, except when the broker has never been reached: then it blocks for {@code max.block.ms}.
     */
    public CompletionStage<Placed> publish(Event event) {
        ProducerRecord<String, byte[]> record = records.of(event);
        Optional<Spool> behind = spool.spool().filter(kept -> kept.holds(record.key()));
        if (behind.isPresent()) {
            return keep(behind.get(), record);
        }
        return publishedOrRefused(record);
    }

    private CompletionStage<Placed> publishedOrRefused(ProducerRecord<String, byte[]> record) {
        return published(record)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refusal(record, cause(failure))));
    }

    /**
     * Publishes an event like {@link #publish}, but keeps it on disk while the broker is away, if there is a spool with room: its
     * sender does not come again. Without an outage the disk is not touched.
     */
    public CompletionStage<Placed> publishOrKeep(Event event) {
        if (spool.spool().isEmpty()) {
            return publish(event);
        }
        Spool kept = spool.spool().get();
        ProducerRecord<String, byte[]> record = records.of(event);
        if (kept.holds(record.key())) {
            return keep(kept, record);
        }
        if (!acknowledging.get()) {
            // Whether the broker is back is told by what is kept. Without room for it the broker itself is asked.
            return keep(kept, record)
                    .exceptionallyCompose(full -> publishedOrRefused(record)
                            .exceptionallyCompose(refusal ->
                                    CompletableFuture.failedFuture(isPassing(cause(refusal)) ? full : refusal)));
        }
        return published(record).exceptionallyCompose(failure -> {
            Problem refusal = refusal(record, cause(failure));
            return isPassing(refusal) ? keep(kept, record) : CompletableFuture.failedFuture(refusal);
        });
    }

    private static CompletionStage<Placed> keep(Spool spool, ProducerRecord<String, byte[]> record) {
        return spool.keep(record)
                .thenApply(_ -> Placed.KEPT)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(notKept(cause(failure))));
    }

    private CompletionStage<Delivery.Result> publishKept(ProducerRecord<String, byte[]> record) {
        return published(record)
                .thenApply(_ -> Delivery.Result.PUBLISHED)
                .exceptionally(failure -> result(record, cause(failure)));
    }

    private Delivery.Result result(ProducerRecord<String, byte[]> record, Throwable failure) {
        if (!isPassing(refusal(record, failure))) {
            return Delivery.Result.REFUSED;
        }
        return SendFailure.of(record.topic(), failure) instanceof SendFailure.OfItsTopic
                ? Delivery.Result.TOPIC_CLOSED
                : Delivery.Result.NOT_YET;
    }

    private CompletableFuture<Placed> published(ProducerRecord<String, byte[]> record) {
        long bytes = (long) record.value().length + RECORD_OVERHEAD;
        if (!pending.tryTake(bytes)) {
            return CompletableFuture.failedFuture(Problem.unavailable(
                    Hindrance.OVERLOADED, "Too many messages wait for the broker; send the message again"));
        }
        CompletableFuture<Void> sent = send(record);
        var _ = sent.whenComplete((_, _) -> pending.giveBack(bytes));
        // A copy is returned, since an event stays in the producer's buffer after its caller stops waiting.
        return sent.copy()
                .orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(_ -> Placed.PUBLISHED);
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            var _ = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    noteAcknowledgement();
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private void noteAcknowledgement() {
        if (!acknowledging.get() && acknowledging.compareAndSet(false, true)) {
            LOGGER.info("The broker acknowledges again");
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private Problem refusal(ProducerRecord<String, byte[]> record, Throwable failure) {
        if (failure instanceof Problem full) {
            return full;
        }
        if (SendFailure.of(record.topic(), failure) instanceof SendFailure.ForGood(SendFailure.Reason reason)) {
            return reason == SendFailure.Reason.TOO_LARGE
                    ? Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The message is too large to be passed on")
                    : Problem.of(ProblemType.BAD_REQUEST, "The message cannot be passed on");
        }
        // This is logged once, not for each waiting caller.
        if (acknowledging.compareAndSet(true, false)) {
            LOGGER.errorf("The broker does not acknowledge problem=%s", FailureTrace.of(failure));
        }
        return Problem.unavailable(Hindrance.BROKER_AWAY, "The message broker is out of reach; send the message again");
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == ProblemType.TEMPORARILY_UNAVAILABLE;
    }

    private static Problem notKept(Throwable failure) {
        return failure instanceof Problem full
                ? full
                : Problem.unavailable(
                        Hindrance.SPOOL_FAILED,
                        "The message broker is out of reach, and the message cannot be kept; send it again");
    }
}
