package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one JSON form of events: snake_case names, RFC 3339 times, absent instead of null. A reader ignores unknown
 * fields, so that a newer producer can add some.
 */
public final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A record has the agreed form or it is malformed: nothing is guessed from a number, a text or a
            // second value.
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer();

    private EventJson() {}

    /** The UTF-8 JSON of an event. */
    public static byte[] write(Event event) {
        try {
            return WRITER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reader for one type of event; make it once and keep it. Its failures are {@link MalformedEvent}. */
    public static <E extends Event> Reader<E> readerFor(Class<E> type) {
        return new Reader<>(MAPPER.readerFor(type));
    }

    /** Reads the values of one topic. Safe for use by many threads. */
    public static final class Reader<E extends Event> {
        private final ObjectReader reader;

        private Reader(ObjectReader reader) {
            this.reader = reader;
        }

        /**
         * The event in a record's value.
         *
         * @throws MalformedEvent when the value is not such an event
         */
        public E read(byte[] value) {
            try {
                E event = reader.readValue(value);
                if (event == null) {
                    throw new MalformedEvent();
                }
                return event;
            } catch (IOException e) {
                throw new MalformedEvent();
            }
        }
    }

    /**
     * A value that is no event of the expected type. It has no cause and quotes no content, since both could
     * hold secrets.
     */
    public static final class MalformedEvent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedEvent() {
            super("Not an event of the expected type");
        }
    }
}
