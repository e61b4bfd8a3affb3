package dev.postern.resolver.received;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that this replica has. What it took from one that it had to give up is taken again by whoever has that partition next. That may
 * be this replica, and what it acknowledges of the time before would then count for records that are at work anew.
 */
@ApplicationScoped
@Identifier(Assignments.NAME) class Assignments implements KafkaConsumerRebalanceListener {
    /** The name in the configuration. */
    static final String NAME = "assignments";

    private final Map<TopicPartition, Assignment> current = new ConcurrentHashMap<>();

    /** A time in which this replica has a partition. */
    static final class Assignment {
        private volatile boolean ended;

        boolean lasts() {
            return !ended;
        }
    }

    /** The present one. */
    Assignment of(TopicPartition partition) {
        return current.computeIfAbsent(partition, _ -> new Assignment());
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        end(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        end(partitions);
    }

    void end(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Assignment ending = current.remove(partition);
            if (ending != null) {
                ending.ended = true;
            }
        }
    }
}
