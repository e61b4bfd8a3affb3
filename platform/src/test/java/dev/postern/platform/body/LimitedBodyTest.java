package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {

    @Property
    void isWhatWasSentHoweverLongItsArrayIs(
            @ForAll @Size(max = 200) byte[] sent, @ForAll @IntRange(max = 50) int spare) {
        // Given
        byte[] array = Arrays.copyOf(sent, sent.length + spare);
        // When
        LimitedBody body = new LimitedBody(new ArrivedBody(array, sent.length, () -> {}), null);
        // Then
        assertThat(body.bytes()).isEqualTo(sent);
    }

    @Test
    void givesItsMemoryBackOnce() {
        // Given
        AtomicInteger givenBack = new AtomicInteger();
        LimitedBody body = new LimitedBody(new ArrivedBody(new byte[1], 1, givenBack::incrementAndGet), null);
        // When
        body.close();
        body.close();
        // Then
        assertThat(givenBack).hasValue(1);
    }

    @Test
    void isReadAsJsonByItsContentType() {
        assertThat(limited("{\"a\":\"b\"}", "application/json").json().fields().requiredString("a", TextLimit.ID))
                .isEqualTo("b");
        Problem refused = catchThrowableOfType(
                Problem.class, () -> limited("{}", "text/plain").json().fields());
        assertThat(refused.errors()).extracting(FieldError::type).containsExactly("model_attributes_type");
    }

    private static LimitedBody limited(String text, String contentType) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new LimitedBody(new ArrivedBody(bytes, bytes.length, () -> {}), contentType);
    }
}
