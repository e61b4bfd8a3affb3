package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JsonBodyReaderTest {
    private static final Annotation[] NONE = {};

    private final LimitedBodyReader bodies = new LimitedBodyReader();
    private final JsonBodyReader reader = new JsonBodyReader();

    @Test
    void readsItsOwnTypesOnly() {
        assertThat(reader.isReadable(JsonBody.class, JsonBody.class, NONE, MediaType.WILDCARD_TYPE))
                .isTrue();
        assertThat(reader.isReadable(Object.class, Object.class, NONE, MediaType.WILDCARD_TYPE))
                .isFalse();
        assertThat(bodies.isReadable(LimitedBody.class, LimitedBody.class, NONE, MediaType.WILDCARD_TYPE))
                .isTrue();
        assertThat(bodies.isReadable(byte[].class, byte[].class, NONE, MediaType.WILDCARD_TYPE))
                .isFalse();
    }

    @Test
    void goesByTheHeaderAndNotByTheTypeThatJaxRsMadeOfIt() {
        // Given
        MultivaluedMap<String, String> declared = new MultivaluedHashMap<>();
        declared.put(HttpHeaders.CONTENT_TYPE, List.of("text/plain"));
        // Then
        assertThat(read("{\"a\":\"b\"}", NONE, new MultivaluedHashMap<>())
                        .fields()
                        .requiredString("a", TextLimit.ID))
                .isEqualTo("b");
        Problem refused = catchThrowableOfType(
                Problem.class, () -> read("{}", NONE, declared).fields());
        assertThat(refused.errors()).extracting(FieldError::type).containsExactly("model_attributes_type");
    }

    @Test
    void refusesWhatIsNoJsonBeforeTheMethodRuns() {
        // When
        Problem refused = catchThrowableOfType(Problem.class, () -> read("{", NONE, new MultivaluedHashMap<>()));
        // Then
        assertThat(refused.errors()).extracting(FieldError::type).containsExactly("json_invalid");
    }

    @Test
    void givesTheMemoryOfTheBodyBackWhetherItIsJsonOrNot() {
        // Given
        AtomicInteger givenBack = new AtomicInteger();
        byte[] good = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] bad = "{".getBytes(StandardCharsets.UTF_8);
        // When
        read(new ArrivedBody(good, 2, givenBack::incrementAndGet), NONE, new MultivaluedHashMap<>());
        Problem refused = catchThrowableOfType(
                Problem.class,
                () -> read(new ArrivedBody(bad, 1, givenBack::incrementAndGet), NONE, new MultivaluedHashMap<>()));
        // Then
        assertThat(refused).isNotNull();
        assertThat(givenBack).hasValue(2);
    }

    private JsonBody read(String body, Annotation[] annotations, MultivaluedMap<String, String> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return read(new ArrivedBody(bytes, bytes.length, () -> {}), annotations, headers);
    }

    private JsonBody read(ArrivedBody body, Annotation[] annotations, MultivaluedMap<String, String> headers) {
        return reader.readFrom(
                JsonBody.class, JsonBody.class, annotations, MediaType.APPLICATION_JSON_TYPE, headers, body);
    }
}
