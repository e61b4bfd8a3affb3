package dev.postern.ingest.spool;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes what was kept. */
@FunctionalInterface
public interface Delivery {

    /** What became of a record. */
    enum Result {
        /** The broker has it. */
        PUBLISHED,
        /** The broker can never take it. */
        REFUSED,
        /** The broker takes no record of its topic until somebody mends the topic, or the rights on it. */
        TOPIC_CLOSED,
        /** The broker did not take it now. */
        NOT_YET
    }

    /** Publishes one record; completes within seconds, and never with a failure. */
    CompletionStage<Result> publish(ProducerRecord<String, byte[]> record);
}
