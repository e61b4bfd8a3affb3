package dev.postern.benchmarks.ingest;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.events.Topic;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many codes the resolver has not stored yet. */
final class Lag implements AutoCloseable {
    private static final String GROUP = "totp-resolver-service";

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, Topic.CODES_RECEIVED.partitions())
            .mapToObj(partition -> new TopicPartition(Topic.CODES_RECEIVED.topicName(), partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));

    Lag(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    long now() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> stored = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> there =
                    admin.listOffsets(ends).all().get();
            return there.entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata done = stored.get(end.getKey());
                        return end.getValue().offset() - (done == null ? 0 : done.offset());
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new CannotMeasure("the broker does not tell the lag: " + e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
