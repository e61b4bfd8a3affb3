package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {

    @Property
    void isReadWholeUpToItsLimitHoweverItComes(
            @ForAll @Size(max = 200) byte[] body,
            @ForAll @IntRange(min = 1, max = 70) int chunk,
            @ForAll @IntRange(max = 210) int limit) {
        // Given
        Chunks stream = new Chunks(body, chunk);
        // When
        boolean whole = new LimitedBody(stream, null, limit)
                .upTo(limit)
                .filter(bytes -> Arrays.equals(bytes, body))
                .isPresent();
        // Then
        assertThat(whole).isEqualTo(body.length <= limit);
        assertThat(stream.handedOut).isLessThanOrEqualTo(limit + 1);
    }

    @Property
    void isRefusedBeyondTheLimitOfItsRoute(
            @ForAll @Size(max = 200) byte[] body,
            @ForAll @IntRange(min = 1, max = 70) int chunk,
            @ForAll @IntRange(max = 210) int limit) {
        // Given
        LimitedBody limited = new LimitedBody(new Chunks(body, chunk), null, limit);
        // When
        Problem refused = catchThrowableOfType(Problem.class, limited::bytes);
        // Then
        assertThat(refused == null).isEqualTo(body.length <= limit);
        if (refused != null) {
            assertThat(refused.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE);
        }
    }

    @Test
    void doesNotQuoteABodyThatBrokeOff() {
        // Given
        LimitedBody body = new LimitedBody(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("secret");
                    }

                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        return read();
                    }
                },
                null,
                10);
        // When
        Problem refused = catchThrowableOfType(Problem.class, body::bytes);
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(refused).hasNoCause().hasMessage("The body broke off");
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
        return new LimitedBody(new Chunks(text.getBytes(StandardCharsets.UTF_8), 3), contentType, 100);
    }

    /** Bytes as a connection brings them: at most so many at a time. */
    private static final class Chunks extends InputStream {
        private final byte[] bytes;
        private final int chunk;
        private int handedOut;

        Chunks(byte[] bytes, int chunk) {
            this.bytes = bytes;
            this.chunk = chunk;
        }

        @Override
        public int read() {
            return handedOut == bytes.length ? -1 : bytes[handedOut++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (handedOut == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(chunk, length), bytes.length - handedOut);
            System.arraycopy(bytes, handedOut, target, offset, count);
            handedOut += count;
            return count;
        }
    }
}
