package dev.postern.resolver.received;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.events.MessageUnparsed;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.tracing.EventSpan;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.waiting.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes messages without a code from Kafka, in the same way as {@link CodesReceivedListener} takes codes. */
@ApplicationScoped
class MessagesUnparsedListener {
    private static final Logger LOGGER = Logger.getLogger(MessagesUnparsedListener.class);
    private static final EventJson.Reader<MessageUnparsed> READER = EventJson.readerFor(MessageUnparsed.class);
    // How many there are is a setting of this name.
    private static final String WORKERS = "messages-unparsed";
    private static final long RETRY_PAUSE_MS = 500;

    private final RereadMessages rereading;
    private final Waiting waiting;
    private final Counter woken;
    private final Tracer tracer;

    MessagesUnparsedListener(RereadMessages rereading, Waiting waiting, MeterRegistry metrics, Tracer tracer) {
        this.rereading = rereading;
        this.waiting = waiting;
        this.woken = metrics.counter("postern.code.requests.woken", "woken_by", "event");
        this.tracer = tracer;
    }

    @Incoming("messages-unparsed")
    @Blocking(value = WORKERS, ordered = false)
    public void receive(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        EventSpan.of(record, tracer, span -> {
            List<CodeRequest> delivered = take(read(record));
            woken.increment(delivered.size());
            waiting.wake(delivered);
            delivered.forEach(request -> span.delivered(request.id()));
        });
    }

    private static MessageUnparsed read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new UnusableEvent(UnusableEvent.Reason.EMPTY_VALUE);
        }
        MessageUnparsed message;
        try {
            message = READER.read(record.value());
        } catch (MalformedEvent e) {
            throw new UnusableEvent(UnusableEvent.Reason.MALFORMED_EVENT);
        }
        if (!message.matchKey().equals(record.key())) {
            throw new UnusableEvent(UnusableEvent.Reason.WRONG_KEY);
        }
        return message;
    }

    private List<CodeRequest> take(MessageUnparsed message) throws InterruptedException {
        while (true) {
            try {
                return rereading.take(message);
            } catch (StoreUnavailable e) {
                LOGGER.warnf(
                        "A message waits for the database messageId=%s problem=%s",
                        message.totpCodeId(), FailureTrace.of(e));
                TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
            } catch (RuntimeException e) {
                LOGGER.errorf(
                        "A message cannot be stored messageId=%s problem=%s", message.totpCodeId(), FailureTrace.of(e));
                throw new UnusableEvent(UnusableEvent.Reason.REFUSED_BY_STORE);
            }
        }
    }
}
