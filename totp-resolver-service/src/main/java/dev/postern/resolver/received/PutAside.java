package dev.postern.resolver.received;

import dev.postern.events.Topic;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.topic.UnusableEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * What becomes of an event that was not taken. One that can never be taken goes to the dead letters. Any other stays on
 * its topic, not acknowledged, for the next replica that has its partition. A replica that stops refuses what it still
 * polls, and those are codes that logins wait for. Nothing is acknowledged here.
 */
@ApplicationScoped
@Identifier(PutAside.STRATEGY) class PutAside implements KafkaFailureHandler.Factory {
    /** The name in the configuration. */
    static final String STRATEGY = "put-aside";

    private static final Logger LOGGER = Logger.getLogger(PutAside.class);

    private final KafkaFailureHandler.Factory deadLetters;
    private final MeterRegistry metrics;

    PutAside(
            @Identifier(KafkaFailureHandler.Strategy.DEAD_LETTER_QUEUE) KafkaFailureHandler.Factory deadLetters,
            MeterRegistry metrics) {
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        // They exist before the first dead letter, so that an alert can be set on them.
        for (Topic topic : List.of(Topic.CODES_RECEIVED, Topic.MESSAGES_UNPARSED)) {
            for (UnusableEvent.Reason reason : UnusableEvent.Reason.values()) {
                count(metrics, topic.topicName(), reason.hyphenatedName());
            }
        }
    }

    private static Counter count(MeterRegistry metrics, String topic, String reason) {
        return metrics.counter("postern.dead.letters", "topic", topic, "reason", reason);
    }

    @Override
    public KafkaFailureHandler create(
            KafkaConnectorIncomingConfiguration configuration,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        return new OnlyUnusable(deadLetters.create(configuration, vertx, consumer, reportFailure), metrics);
    }

    /** Puts aside what is unusable. */
    record OnlyUnusable(KafkaFailureHandler deadLetters, MeterRegistry metrics) implements KafkaFailureHandler {

        @Override
        public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> event, Throwable reason, Metadata metadata) {
            if (reason instanceof UnusableEvent unusable) {
                count(metrics, event.getTopic(), unusable.reason()).increment();
                return deadLetters.handle(apart(event), reason, metadata);
            }
            LOGGER.warnf("An event stays on its topic problem=%s", FailureTrace.of(reason));
            return Uni.createFrom().voidItem();
        }

        /** The dead letters acknowledge what they hold. What is acknowledged here is a batch's part, by whoever took its records. */
        @SuppressWarnings("unchecked") // Of the types of the event.
        private <K, V> IncomingKafkaRecord<K, V> apart(IncomingKafkaRecord<K, V> event) {
            IncomingKafkaRecordMetadata<K, V> metadata =
                    event.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
            return new IncomingKafkaRecord<>(
                    metadata.getRecord(),
                    metadata.getChannel(),
                    metadata.getConsumerIndex(),
                    OnlyUnusable::leave,
                    this,
                    false);
        }

        private static <K, V> Uni<Void> leave(IncomingKafkaRecord<K, V> event) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public void terminate() {
            deadLetters.terminate();
        }
    }
}
