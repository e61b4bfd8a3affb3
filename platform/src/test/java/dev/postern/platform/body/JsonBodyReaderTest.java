package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.lang.annotation.Annotation;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonBodyReaderTest {
    private static final Annotation[] NONE = {};

    private final LimitedBodyReader bodies = new LimitedBodyReader(new MemorySize(BigInteger.valueOf(20)));
    private final JsonBodyReader reader = new JsonBodyReader(bodies);

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
    void readsAsFarAsTheServersLimitOrTheParametersOwn() throws NoSuchMethodException {
        // Given
        Annotation[] most8 = JsonBodyReaderTest.class.getDeclaredMethod("route", JsonBody.class)
                .getParameterAnnotations()[0];
        String of9 = "{\"a\":123}";
        // When
        Problem own = catchThrowableOfType(Problem.class, () -> read(of9, most8, new MultivaluedHashMap<>()));
        Problem servers =
                catchThrowableOfType(Problem.class, () -> read(" ".repeat(12) + of9, NONE, new MultivaluedHashMap<>()));
        // Then
        assertThat(own.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE);
        assertThat(servers.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE);
        assertThat(read(of9, NONE, new MultivaluedHashMap<>()).isEmpty()).isFalse();
    }

    @SuppressWarnings("unused")
    private static void route(@MaxBytes(8) JsonBody body) {}

    private JsonBody read(String body, Annotation[] annotations, MultivaluedMap<String, String> headers) {
        return reader.readFrom(
                JsonBody.class,
                JsonBody.class,
                annotations,
                MediaType.APPLICATION_JSON_TYPE,
                headers,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
