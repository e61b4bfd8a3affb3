package dev.postern.events.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON form of questions and answers: snake_case names, RFC 3339 times, absent instead of null. A reader ignores
 * members it does not know, so that either end can be the newer one.
 */
public final class InternalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private InternalJson() {}

    /** The UTF-8 JSON of a question. */
    public static byte[] write(InternalQuestion question) {
        return bytes(question);
    }

    /** The UTF-8 JSON of an answer. */
    public static byte[] write(AuthenticatorAnswer answer) {
        return bytes(answer);
    }

    /** The UTF-8 JSON of an answer. */
    public static byte[] write(Signatures answer) {
        return bytes(answer);
    }

    /**
     * The answer in a body.
     *
     * @throws MalformedAnswer when the body is not such an answer
     */
    public static <A> A read(byte[] body, Class<A> type) {
        try {
            A answer = MAPPER.readValue(body, type);
            if (answer == null) {
                throw new MalformedAnswer();
            }
            return answer;
        } catch (IOException e) {
            throw new MalformedAnswer();
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A body that is not the expected answer. It shows no content and has no cause, since both could hold a code. */
    public static final class MalformedAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedAnswer() {
            super("Not an answer of the expected type");
        }
    }
}
