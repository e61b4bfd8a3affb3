package dev.postern.resolver.received;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.tracing.EventSpan;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.state.CodeRequest;
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

/**
 * Takes code events from Kafka, each in one transaction, and lets Kafka forget it after the commit. Some are taken side by
 * side, since what must be in order is put in order by the lock of its identifier. While the database is away the
 * event is tried again: the topic keeps the others.
 */
@ApplicationScoped
class CodesReceivedListener {
    private static final Logger LOGGER = Logger.getLogger(CodesReceivedListener.class);
    private static final EventJson.Reader<CodeReceived> READER = EventJson.readerFor(CodeReceived.class);
    // How many there are is a setting of this name.
    private static final String WORKERS = "codes-received";
    private static final long RETRY_PAUSE_MS = 500;

    private final ReceivedCodes codes;
    private final Waiting waiting;
    private final Counter woken;
    private final Tracer tracer;

    CodesReceivedListener(ReceivedCodes codes, Waiting waiting, MeterRegistry metrics, Tracer tracer) {
        this.tracer = tracer;
        this.codes = codes;
        this.waiting = waiting;
        this.woken = metrics.counter("postern.code.requests.woken", "woken_by", "event");
    }

    @Incoming("codes-received")
    @Blocking(value = WORKERS, ordered = false)
    public void receive(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        EventSpan.of(record, tracer, span -> {
            List<CodeRequest> delivered = store(read(record));
            woken.increment(delivered.size());
            waiting.wake(delivered);
            delivered.forEach(request -> span.delivered(request.id()));
        });
    }

    private static CodeReceived read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new UnusableEvent(UnusableEvent.Reason.EMPTY_VALUE);
        }
        CodeReceived code;
        try {
            code = READER.read(record.value());
        } catch (MalformedEvent e) {
            throw new UnusableEvent(UnusableEvent.Reason.MALFORMED_EVENT);
        }
        if (!code.matchKey().equals(record.key())) {
            throw new UnusableEvent(UnusableEvent.Reason.WRONG_KEY);
        }
        return code;
    }

    private List<CodeRequest> store(CodeReceived code) throws InterruptedException {
        while (true) {
            try {
                return codes.arrive(code);
            } catch (StoreUnavailable e) {
                LOGGER.warnf(
                        "A code waits for the database messageId=%s problem=%s", code.totpCodeId(), FailureTrace.of(e));
                TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
            } catch (RuntimeException e) {
                LOGGER.errorf("A code cannot be stored messageId=%s problem=%s", code.totpCodeId(), FailureTrace.of(e));
                throw new UnusableEvent(UnusableEvent.Reason.REFUSED_BY_STORE);
            }
        }
    }
}
