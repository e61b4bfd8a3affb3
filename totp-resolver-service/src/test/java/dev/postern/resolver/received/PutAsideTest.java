package dev.postern.resolver.received;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.topic.UnusableEvent;
import dev.postern.platform.topic.UnusableEvent.Reason;
import dev.postern.resolver.received.PutAside.OnlyUnusable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class PutAsideTest {
    private final List<Throwable> putAside = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KafkaFailureHandler handler = new OnlyUnusable(
            new KafkaFailureHandler() {
                @Override
                public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> event, Throwable reason, Metadata metadata) {
                    putAside.add(reason);
                    return Uni.createFrom().voidItem();
                }
            },
            metrics);

    @Test
    void whatNobodyCanTakeIsPutAside() {
        // Given
        UnusableEvent unusable = new UnusableEvent(Reason.MALFORMED_EVENT);

        // When
        fail(unusable);

        // Then
        assertThat(putAside).containsExactly(unusable);
        assertThat(metrics.get("postern.dead.letters")
                        .tags("topic", "topic", "reason", "malformed-event")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatAStoppingReplicaRefusesStaysOnTheTopic() {
        // When
        fail(new RejectedExecutionException("the threads are gone"));
        fail(new InterruptedException());

        // Then
        assertThat(putAside).isEmpty();
    }

    private void fail(Throwable reason) {
        IncomingKafkaRecord<String, byte[]> event = new IncomingKafkaRecord<>(
                new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]), "channel", 0, null, null, false);
        handler.handle(event, reason, Metadata.empty()).await().indefinitely();
    }
}
