package dev.postern.resolver.received;

import dev.postern.resolver.received.Assignments.Assignment;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;

/**
 * What one batch brought from one partition. The strategy that commits knows only the last record of it, and commits all that lies
 * before that record as well. So the last one is acknowledged when every record is settled. A record that stays on its topic keeps
 * the last one from being acknowledged, and nothing from it onwards is committed. Nothing is acknowledged of a partition that was given
 * up meanwhile.
 */
final class BatchPart {
    private final List<KafkaRecord<String, byte[]>> records;
    private final Assignment assignment;
    private final AtomicInteger unsettled;

    private BatchPart(List<KafkaRecord<String, byte[]>> records, Assignment assignment) {
        this.records = records;
        this.assignment = assignment;
        this.unsettled = new AtomicInteger(records.size());
    }

    /** The parts of a batch, with every record unsettled. */
    static List<BatchPart> of(Iterable<KafkaRecord<String, byte[]>> batch, Assignments assignments) {
        Map<TopicPartition, List<KafkaRecord<String, byte[]>>> partitions = StreamSupport.stream(
                        batch.spliterator(), false)
                .collect(Collectors.groupingBy(
                        record -> new TopicPartition(record.getTopic(), record.getPartition()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return partitions.entrySet().stream()
                .map(part -> new BatchPart(part.getValue(), assignments.of(part.getKey())))
                .toList();
    }

    /** Its records, in the order of the partition. */
    List<KafkaRecord<String, byte[]>> records() {
        return records;
    }

    /** One of its records was taken or put aside. */
    void settled() {
        if (unsettled.decrementAndGet() == 0 && assignment.lasts()) {
            records.getLast().ack();
        }
    }
}
