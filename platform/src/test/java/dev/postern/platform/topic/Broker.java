package dev.postern.platform.topic;

import dev.postern.events.Topic;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.sealing.TestIndexKey;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.RuntimeEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker for one test class, with topics as services make them. */
final class Broker implements AutoCloseable {
    /** Of the installation whose broker this is. */
    static final RecordMac MAC = mac(new SimpleMeterRegistry());

    private final LocalKafka kafka;
    private final KafkaProducer<String, byte[]> producer;

    private Broker(LocalKafka kafka) {
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }

    static RecordMac mac(MeterRegistry metrics) {
        return new RecordMac(TestIndexKey.KEY, metrics);
    }

    static Broker start(Path folder, Topic... topics) {
        Broker broker = new Broker(Infrastructure.startKafka(folder, 0));
        broker.setUp(RuntimeEnvironment.LOCAL, topics);
        return broker;
    }

    /** Makes and checks topics as at the start of a service. */
    Findings setUp(RuntimeEnvironment environment, Topic... topics) {
        Findings findings = new Findings();
        new TopicSetup(settings(), new TopicsInUse(Set.of(topics)), environment, Optional.empty()).check(findings);
        return findings;
    }

    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "reconnect.backoff.max.ms", 200);
    }

    /** Publishes as a service would. Returns when the broker has the record. */
    void publish(Topic topic, String key, byte[] value) throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), key, value);
        MAC.sign(record);
        publish(record);
    }

    /** Publishes as whoever reaches the broker can. Returns when the broker has the record. */
    void publish(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get();
    }

    void stop() {
        kafka.stop();
    }

    void restart() {
        kafka.restart();
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
