package dev.postern.resolver.received;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.CodeReceived;
import dev.postern.events.MessageUnparsed;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.topic.Intake;
import dev.postern.platform.tracing.EventSpan;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes codes, and messages without a code, from Kafka. A record is acknowledged after its transaction has committed;
 * then the requests it answers are woken. While the database is away the record waits. Records of a partition are taken
 * in parallel; the lock of an identifier keeps the order that matters.
 */
@ApplicationScoped
class EventListeners {
    // Names of channels, and of thread pools whose sizes the settings of these names give.
    private static final String CODES = "codes-received";
    private static final String MESSAGES = "messages-unparsed";

    private final Intake<CodeReceived> codeIntake;
    private final Intake<MessageUnparsed> messageIntake;
    private final ReceivedCodes codes;
    private final RereadMessages rereading;
    private final Waiting waiting;
    private final Counter woken;

    EventListeners(
            ReceivedCodes codes,
            RereadMessages rereading,
            Waiting waiting,
            MeterRegistry metrics,
            Tracer tracer,
            RecordMac mac) {
        this.codeIntake = new Intake<>(CODES, CodeReceived.class, StoreUnavailable.class, tracer, mac);
        this.messageIntake = new Intake<>(MESSAGES, MessageUnparsed.class, StoreUnavailable.class, tracer, mac);
        this.codes = codes;
        this.rereading = rereading;
        this.waiting = waiting;
        this.woken = metrics.counter("postern.code.requests.woken", "woken_by", "event");
    }

    @Incoming(CODES)
    @Blocking(value = CODES, ordered = false)
    public void receiveCode(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        codeIntake.take(record, codes::arrive, this::wake);
    }

    @Incoming(MESSAGES)
    @Blocking(value = MESSAGES, ordered = false)
    public void receiveMessage(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        messageIntake.take(record, rereading::take, this::wake);
    }

    private void wake(List<CodeRequest> answered, EventSpan span) {
        woken.increment(answered.size());
        waiting.wake(answered);
        answered.forEach(request -> span.delivered(request.id()));
    }
}
