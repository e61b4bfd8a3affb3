package dev.postern.platform.sealing;

import dev.postern.events.EventHeaders;
import dev.postern.events.Topic;
import dev.postern.platform.worker.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a record comes from a Postern service: a keyed hash over topic, record key and value in the header
 * {@link EventHeaders#MAC}, by the index key, which the services hold and the broker does not ({@code docs/adr/0030}). Of a keyset
 * with several keys the primary one signs, and each of them is believed. Records of topics that are not {@link Topic#signed()} have
 * none.
 */
@ApplicationScoped
public class RecordMac {
    private static final Set<String> SIGNED = Stream.of(Topic.values())
            .filter(Topic::signed)
            .map(Topic::topicName)
            .collect(Collectors.toUnmodifiableSet());

    private final IndexKey indexKey;
    private final MeterRegistry metrics;
    private final Map<String, Refusals> refusals = new ConcurrentHashMap<>();

    /** Signs and checks with the key. */
    public RecordMac(IndexKey indexKey, MeterRegistry metrics) {
        this.indexKey = indexKey;
        this.metrics = metrics;
    }

    /** Whether records of the topic carry a MAC. */
    public static boolean isSigned(String topic) {
        return SIGNED.contains(topic);
    }

    /** Puts the MAC on a record, if its topic's records carry one. */
    public void sign(ProducerRecord<String, byte[]> record) {
        if (isSigned(record.topic())) {
            record.headers().add(EventHeaders.MAC.headerName(), mac(record.topic(), record.key(), record.value()));
        }
    }

    /**
     * Whether a service of this installation wrote the record, for its topic and under its key. One that no service wrote must
     * have no effect at all. It is counted, and the first of a row is logged.
     */
    public boolean isGenuine(ConsumerRecord<String, byte[]> record) {
        if (!isSigned(record.topic())) {
            return true;
        }
        Header given = record.headers().lastHeader(EventHeaders.MAC.headerName());
        boolean genuine = given != null
                && given.value() != null
                && record.key() != null
                && indexKey.isRecordMac(
                        new String(given.value(), StandardCharsets.US_ASCII),
                        record.topic(),
                        record.key(),
                        record.value());
        Refusals ofTopic = refusals.computeIfAbsent(record.topic(), this::refusals);
        if (genuine) {
            ofTopic.outage().succeeded();
        } else {
            ofTopic.counter().increment();
            ofTopic.outage().failed(new NotGenuine());
        }
        return genuine;
    }

    private byte[] mac(String topic, String key, byte @Nullable [] value) {
        return indexKey.recordMac(topic, key, value).getBytes(StandardCharsets.US_ASCII);
    }

    private Refusals refusals(String topic) {
        return new Refusals(
                metrics.counter("postern.topic.records.forged", "topic", topic),
                new Outage(topic, "Records that no service of this installation signed are ignored"));
    }

    private record Refusals(Counter counter, Outage outage) {}

    /** Only for the log. */
    private static final class NotGenuine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotGenuine() {
            super(null, null, false, false);
        }
    }
}
