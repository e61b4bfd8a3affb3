package dev.postern.ingest.spool;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record as it lies on disk, in JSON: with its headers, among them its signature, so that it is published as it would have been.
 *
 * @param keptAtMillis when it was kept, in Unix milliseconds
 * @param topic where it belongs
 * @param key records of one key are published in the order in which they were kept
 * @param headers in their order
 * @param value as it was to be published
 */
// Nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
@JsonIgnoreProperties(ignoreUnknown = true)
record SpooledRecord(long keptAtMillis, String topic, String key, List<Header> headers, byte[] value) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One header of a record. */
    record Header(String name, byte[] value) {
        @Override
        public String toString() {
            return "Header[" + name + ", ***]";
        }
    }

    static SpooledRecord of(ProducerRecord<String, byte[]> record, long nowMillis) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new SpooledRecord(nowMillis, record.topic(), record.key(), List.copyOf(headers), record.value());
    }

    /** The record to publish. */
    ProducerRecord<String, byte[]> toProducerRecord() {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of texts and bytes can always be written", e);
        }
    }

    /** @throws IllegalArgumentException when these are not the bytes of a record */
    static SpooledRecord fromBytes(byte[] bytes) {
        try {
            return JSON.readValue(bytes, SpooledRecord.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not the bytes of a record", e);
        }
    }

    @Override
    public String toString() {
        return "SpooledRecord[" + topic + ", ***]";
    }
}
