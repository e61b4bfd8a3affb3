package dev.postern.resolver.received;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.CodeReceived;
import dev.postern.events.MessageUnparsed;
import dev.postern.platform.limit.FairPlaces;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.topic.Intake;
import dev.postern.platform.tracing.EventSpan;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.rehash.CurrentHashes;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes codes, and messages without a code, from Kafka. A record is acknowledged after its transaction has committed;
 * then the requests it answers are woken. While the database is away the record waits. Organisations are served in turn,
 * so that what one of them sends does not delay the codes of another.
 */
@ApplicationScoped
class EventListeners {
    private static final String CODES = "codes-received";
    private static final String MESSAGES = "messages-unparsed";
    // So many events are stored side by side; the other database connections are for those who ask.
    private static final int CODES_AT_ONCE = FairPlaces.atOnce(8);
    private static final int MESSAGES_AT_ONCE = 2;
    private static final int MOST_WAITING = 10_000;
    private static final long MOST_BYTES = 32L << 20;

    private final FairIntake<CodeReceived> codes;
    private final FairIntake<MessageUnparsed> messages;
    private final Waiting waiting;
    private final Counter woken;

    EventListeners(
            ReceivedCodes codes,
            ArrivedMessages arrived,
            CurrentHashes hashes,
            Waiting waiting,
            DeletedOrganizations deleted,
            @Identifier(Assignments.NAME) Assignments assignments,
            MeterRegistry metrics,
            Tracer tracer,
            RecordMac mac) {
        Intake<CodeReceived> codeIntake = new Intake<>(CODES, CodeReceived.class, StoreUnavailable.class, tracer, mac);
        this.codes = new FairIntake<>(
                CodeReceived.class,
                CodeReceived::organizationId,
                record -> codeIntake.take(
                        record,
                        event -> deleted.drops(event.organizationId(), event)
                                ? List.of()
                                : codes.arrive(hashes.of(event)),
                        this::wake),
                assignments,
                CODES_AT_ONCE,
                MOST_WAITING,
                MOST_BYTES);
        Intake<MessageUnparsed> messageIntake =
                new Intake<>(MESSAGES, MessageUnparsed.class, StoreUnavailable.class, tracer, mac);
        this.messages = new FairIntake<>(
                MessageUnparsed.class,
                MessageUnparsed::organizationId,
                record -> messageIntake.take(
                        record,
                        event -> deleted.drops(event.organizationId(), event)
                                ? List.of()
                                : arrived.take(hashes.of(event)),
                        this::wake),
                assignments,
                MESSAGES_AT_ONCE,
                MOST_WAITING,
                MOST_BYTES);
        this.waiting = waiting;
        this.woken = metrics.counter("postern.code.requests.woken", "woken_by", "event");
        metrics.gauge("postern.events.waiting", List.of(Tag.of("channel", CODES)), this.codes, FairIntake::held);
        metrics.gauge("postern.events.waiting", List.of(Tag.of("channel", MESSAGES)), this.messages, FairIntake::held);
    }

    /** Each record is acknowledged by itself. Completes when there is room for another batch. */
    @Incoming(CODES)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> receiveCodes(KafkaRecordBatch<String, byte[]> batch) {
        return codes.put(batch);
    }

    /** Each record is acknowledged by itself. Completes when there is room for another batch. */
    @Incoming(MESSAGES)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> receiveMessages(KafkaRecordBatch<String, byte[]> batch) {
        return messages.put(batch);
    }

    private void wake(List<CodeRequest> answered, EventSpan span) {
        woken.increment(answered.size());
        waiting.wake(answered);
        answered.forEach(request -> span.delivered(request.id()));
    }
}
