package dev.postern.platform.topic;

import dev.postern.events.Topic;
import dev.postern.events.WireNamed;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** What a failure of Kafka's producer says about the record that was to be sent: the one place that reads Kafka's exception types. */
public sealed interface SendFailure {

    /** The record can never be sent as it is. */
    record ForGood(Reason reason) implements SendFailure {}

    /** Records of this topic cannot be sent until somebody mends the topic or its rights. Records of other topics can be. */
    record OfItsTopic() implements SendFailure {}

    /** Nothing is wrong with the record. It can be sent later, perhaps by another producer. */
    record Passing() implements SendFailure {}

    /** Why a record can never be sent. */
    enum Reason implements WireNamed {
        /** Longer than the producer or the broker takes. */
        TOO_LARGE,
        /** The broker looked at the record and refused it. */
        INVALID_RECORD,
        /** The topic's name is none. */
        INVALID_TOPIC,
        /** The broker has no such topic, and Postern makes none of this name. */
        UNKNOWN_TOPIC,
        /** The producer could not write it. */
        NOT_WRITABLE
    }

    /**
     * The meaning of a failure.
     *
     * @param topic the record's topic
     * @param failure what {@code send} threw, or its future failed with
     */
    static SendFailure of(String topic, Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RecordTooLargeException _, RecordBatchTooLargeException _ -> new ForGood(Reason.TOO_LARGE);
            case InvalidRecordException _, UnsupportedForMessageFormatException _ -> new ForGood(Reason.INVALID_RECORD);
            case InvalidTopicException _ -> new ForGood(Reason.INVALID_TOPIC);
            // Of arguments: what a record's constructor refuses.
            case SerializationException _, IllegalArgumentException _ -> new ForGood(Reason.NOT_WRITABLE);
            case TopicAuthorizationException _ -> new OfItsTopic();
            default -> isUnknownTopic(cause) ? ofUnknownTopic(topic) : new Passing();
        };
    }

    /** A producer says it of a topic by a time-out with this cause, or directly. */
    private static boolean isUnknownTopic(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || failure.getCause() instanceof UnknownTopicOrPartitionException;
    }

    private static SendFailure ofUnknownTopic(String topic) {
        return Names.OF_TOPICS.contains(topic) ? new OfItsTopic() : new ForGood(Reason.UNKNOWN_TOPIC);
    }

    /** The topics that services make. */
    final class Names {
        private static final Set<String> OF_TOPICS =
                Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toUnmodifiableSet());

        private Names() {}
    }
}
