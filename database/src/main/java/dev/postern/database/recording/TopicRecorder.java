package dev.postern.database.recording;

import dev.postern.database.Leader;
import dev.postern.database.StatementRefused;
import dev.postern.database.StoreFailure;
import dev.postern.database.Transactions;
import dev.postern.events.Topic;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.topic.TopicConsumers;
import dev.postern.platform.worker.Worker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Writes what topics tell into tables. Only the leader among the replicas does so, on the connection that makes it the leader. So
 * there is one order, and a replica that lost the lead cannot write. How far it came is written in the transaction that writes the
 * records. A partition without a position is read from its oldest record. A record that is not genuine is left out.
 */
public final class TopicRecorder {
    private static final Logger LOGGER = Logger.getLogger(TopicRecorder.class);
    private static final Duration LEAD_EVERY = Duration.ofSeconds(1);
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);

    private final Leader leader;
    private final Map<String, Object> kafka;
    private final RecordMac mac;
    private final Recording recording;

    /**
     * What is recorded, and where.
     *
     * @param task what its leader leads, in one to eight ASCII letters
     * @param topics that are read
     * @param positions the table of positions, in SQL
     * @param gather how long records are gathered, so that those that come meanwhile are written together
     * @param store writes them
     */
    public record Recording(String task, List<Topic> topics, String positions, Duration gather, Store store) {
        public Recording {
            topics = List.copyOf(topics);
        }
    }

    /** Where records are written. */
    @FunctionalInterface
    public interface Store {
        /** Writes records in the connection's transaction. They come again when that fails. */
        void write(Connection connection, List<ConsumerRecord<String, byte[]>> records) throws SQLException;

        /** What the leader does between two transactions, at least once a second, on its connection in auto-commit mode. */
        default void between(Connection connection) throws SQLException {}
    }

    /** @param kafka the broker's address, and whatever else every client needs */
    public TopicRecorder(DataSource dataSource, Map<String, Object> kafka, RecordMac mac, Recording recording) {
        this.leader = new Leader(dataSource, recording.task());
        this.kafka = kafka;
        this.mac = mac;
        this.recording = recording;
    }

    /** A worker's job: records for as long as this replica leads and the worker goes on. */
    public void record(Worker worker) throws Exception {
        if (!leader.lead(connection -> recordAll(worker, connection))) {
            worker.works();
            worker.pause(LEAD_EVERY);
        }
    }

    private void recordAll(Worker worker, Connection connection) throws SQLException, InterruptedException {
        Positions positions = new Positions(recording.positions());
        try (KafkaConsumer<String, byte[]> consumer = TopicConsumers.alone(kafka)) {
            seek(consumer, positions.read(connection));
            worker.wakesBy(consumer::wakeup);
            while (worker.goesOn()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(IDLE_POLL);
                if (!records.isEmpty()) {
                    write(connection, positions, records);
                }
                recording.store().between(connection);
                worker.works();
                if (!records.isEmpty()) {
                    worker.pause(recording.gather());
                }
            }
        } catch (WakeupException e) {
            // The service stops.
        }
    }

    private void seek(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> positions) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : recording.topics()) {
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
    }

    private void write(Connection connection, Positions positions, ConsumerRecords<String, byte[]> records)
            throws SQLException {
        List<ConsumerRecord<String, byte[]>> genuine = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (mac.isGenuine(record)) {
                genuine.add(record);
            }
        }
        try {
            Transactions.inTransaction(connection, _ -> {
                recording.store().write(connection, genuine);
                return positions.advance(connection, records);
            });
        } catch (SQLException e) {
            throwUnlessRefused(e);
            for (ConsumerRecord<String, byte[]> record : genuine) {
                writeAlone(connection, record);
            }
            positions.advance(connection, records);
        }
    }

    /** Leaves out an event that the database refuses, so that the others are still recorded. */
    private void writeAlone(Connection connection, ConsumerRecord<String, byte[]> record) throws SQLException {
        try {
            Transactions.inTransaction(connection, _ -> {
                recording.store().write(connection, List.of(record));
                return true;
            });
        } catch (SQLException e) {
            throwUnlessRefused(e);
            LOGGER.errorf(
                    "An event cannot be recorded and is left out topic=%s problem=%s",
                    record.topic(), FailureTrace.of(e));
        }
    }

    private static void throwUnlessRefused(SQLException failure) throws SQLException {
        if (!(StoreFailure.of(failure) instanceof StatementRefused)) {
            throw failure;
        }
    }
}
