package dev.postern.resolver.feed;

import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicConsumers;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that are recorded. Each partition is read from its position in the table {@code code_event_positions}. A
 * partition without a position there is read from its oldest record.
 */
@ApplicationScoped
class RecordedTopics {
    private static final List<Topic> TOPICS =
            List.of(Topic.CODES_RECEIVED, Topic.MESSAGES_UNPARSED, Topic.CODE_REQUESTS);
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);

    private static final Sql POSITIONS = Sql.of("SELECT topic, partition, next_offset FROM code_event_positions");
    private static final Sql ADVANCE = Sql.of("""
            INSERT INTO code_event_positions (topic, partition, next_offset)
            SELECT * FROM unnest(:topics::text[], :partitions::int[], :offsets::bigint[])
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset""");

    private final Map<String, Object> kafka;

    RecordedTopics(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Topics being read. */
    static final class Reading implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer;

        private Reading(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        /** New records; empty when no record comes within a second. */
        ConsumerRecords<String, byte[]> poll() {
            return consumer.poll(IDLE_POLL);
        }

        /** Ends the poll that waits now, or else the next one, with Kafka's WakeupException. */
        void stop() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    Reading read(Connection connection) throws SQLException {
        Map<TopicPartition, Long> positions = positions(connection);
        KafkaConsumer<String, byte[]> consumer = TopicConsumers.alone(kafka);
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : TOPICS) {
                consumer.partitionsFor(topic.topicName())
                        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            }
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                Long next = positions.get(partition);
                if (next == null) {
                    consumer.seekToBeginning(List.of(partition));
                } else {
                    consumer.seek(partition, next);
                }
            }
            return new Reading(consumer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Stores in the connection's transaction how far these records go; returns the number of partitions. */
    static int advance(Connection connection, ConsumerRecords<String, byte[]> records) throws SQLException {
        List<TopicPartition> partitions = List.copyOf(records.partitions());
        return ADVANCE.update(
                connection,
                parameters -> parameters
                        .set(
                                "topics",
                                partitions.stream().map(TopicPartition::topic).toList())
                        .set(
                                "partitions",
                                "int",
                                partitions.stream()
                                        .map(TopicPartition::partition)
                                        .toArray())
                        .set(
                                "offsets",
                                "bigint",
                                partitions.stream()
                                        .map(partition -> records.records(partition)
                                                        .getLast()
                                                        .offset()
                                                + 1)
                                        .toArray()));
    }

    private static Map<TopicPartition, Long> positions(Connection connection) throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        POSITIONS.query(
                connection,
                Binding.NONE,
                row -> positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        return positions;
    }
}
