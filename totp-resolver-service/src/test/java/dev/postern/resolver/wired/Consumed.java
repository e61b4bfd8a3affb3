package dev.postern.resolver.wired;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Hands the records of a channel's topic to the method that takes them, in batches as they are polled. */
final class Consumed implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    private Consumed(String topic, Settings settings, Object listener, Method method) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.text("kafka.bootstrap.servers"),
                        "group.id",
                        "wired-" + topic,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        thread = new Thread(() -> poll(listener, method), "consumed-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    static List<Consumed> by(Set<Class<?>> known, Beans beans, Settings settings) {
        List<Consumed> all = new ArrayList<>();
        for (Class<?> type : known) {
            for (Method method : type.getDeclaredMethods()) {
                Incoming channel = method.getAnnotation(Incoming.class);
                if (channel != null) {
                    method.setAccessible(true);
                    String topic = settings.text("mp.messaging.incoming." + channel.value() + ".topic");
                    all.add(new Consumed(topic, settings, beans.get(type), method));
                }
            }
        }
        return all;
    }

    private void poll(Object listener, Method method) {
        try (consumer) {
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(10));
                if (!records.isEmpty()) {
                    take(listener, method, records);
                }
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private static void take(Object listener, Method method, ConsumerRecords<String, byte[]> records) {
        try {
            method.invoke(
                    listener,
                    new IncomingKafkaRecordBatch<>(
                            records, "wired", 0, Consumed::leave, Consumed::leave, false, false));
        } catch (ReflectiveOperationException e) {
            // Records that nobody can take; the tests of dead letters start the framework.
        }
    }

    private static <K, V> Uni<Void> leave(IncomingKafkaRecord<K, V> taken) {
        return Uni.createFrom().voidItem();
    }

    private static <K, V> Uni<Void> leave(IncomingKafkaRecord<K, V> refused, Throwable reason, Metadata metadata) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
