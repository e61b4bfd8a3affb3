package dev.postern.database.outbox;

import dev.postern.database.outbox.OutboxRows.Row;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.topic.SendFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the outbox, from its oldest row to its newest. Each row is settled by itself: deleted when the broker has it, put
 * aside when the broker refuses it for good, and otherwise left for the next round. A row stays too while an older row of its topic and
 * key stays, so that the newest event of a key is always the last one on its topic.
 */
final class RelayRound {
    private final OutboxRows rows;
    private final Producer<String, byte[]> producer;
    private final EventRecords records;
    private final RefusedEvents refused;
    private final Set<String> closedTopics = new HashSet<>();
    private final Set<Place> left = new HashSet<>();
    private @Nullable Exception failure;
    private boolean brokerIsAway;

    RelayRound(OutboxRows rows, Producer<String, byte[]> producer, EventRecords records, RefusedEvents refused) {
        this.rows = rows;
        this.producer = producer;
        this.records = records;
        this.refused = refused;
    }

    private record Sent(Row row, Future<RecordMetadata> acknowledgement) {}

    private record Place(String topic, String key) {
        static Place of(Row row) {
            return new Place(row.topic(), row.key());
        }
    }

    /**
     * Publishes what waits.
     *
     * @throws Exception why a row was left; the producer may then be of no more use
     */
    void run() throws Exception {
        long last = 0;
        List<Row> batch = rows.oldest(last, closedTopics);
        while (!batch.isEmpty()) {
            settle(send(batch));
            last = batch.getLast().id();
            batch = brokerIsAway ? List.of() : rows.oldest(last, closedTopics);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private List<Sent> send(List<Row> batch) throws SQLException, InterruptedException {
        List<Sent> sent = new ArrayList<>();
        for (Row row : batch) {
            byte[] value = row.value();
            if (value == null) {
                putAside(row, SendFailure.Reason.TOO_LARGE);
            } else if (!closedTopics.contains(row.topic())) {
                Sent one = new Sent(row, send(row, value));
                // A producer that cannot find a topic says so after seconds, and would for each row.
                if (one.acknowledgement().state() != Future.State.FAILED) {
                    sent.add(one);
                } else if (!isAcknowledged(one) && brokerIsAway) {
                    break;
                }
            }
        }
        return sent;
    }

    private Future<RecordMetadata> send(Row row, byte[] value) {
        try {
            return producer.send(record(row, value));
        } catch (KafkaException | IllegalStateException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ProducerRecord<String, byte[]> record(Row row, byte[] value) {
        return records.of(
                row.topic(),
                row.key(),
                value,
                new EventRecords.About(
                        row.eventId(), row.eventType(), row.eventTime().toInstant(), row.traceParent()));
    }

    private void settle(List<Sent> sent) throws SQLException, InterruptedException {
        List<Long> acknowledged = new ArrayList<>();
        for (Sent one : sent) {
            if (isAcknowledged(one) && !left.contains(Place.of(one.row()))) {
                acknowledged.add(one.row().id());
            }
        }
        rows.delete(acknowledged);
    }

    /** Waits for the broker's answer. A row that is refused is put aside, or noted as one that is left. */
    private boolean isAcknowledged(Sent sent) throws SQLException, InterruptedException {
        try {
            sent.acknowledgement().get();
            return true;
        } catch (ExecutionException e) {
            if (!isPutAside(sent.row(), e)) {
                left.add(Place.of(sent.row()));
            }
            return false;
        }
    }

    private boolean isPutAside(Row row, ExecutionException e) throws SQLException {
        switch (SendFailure.of(row.topic(), e)) {
            case SendFailure.ForGood(SendFailure.Reason reason) -> {
                putAside(row, reason);
                return true;
            }
            case SendFailure.OfItsTopic() -> closedTopics.add(row.topic());
            case SendFailure.Passing() -> brokerIsAway = true;
        }
        failure = failure == null ? e : failure;
        return false;
    }

    private void putAside(Row row, SendFailure.Reason reason) throws SQLException {
        rows.putAside(row.id(), reason);
        refused.note(row, reason);
    }
}
