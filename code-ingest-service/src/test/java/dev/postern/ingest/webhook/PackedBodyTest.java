package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedBodyTest {
    private static final byte[] BODY = "{\"text\":\"Your code is 640-271\"}".getBytes(StandardCharsets.UTF_8);
    private static final int MOST = 256 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZip", " x-gzip ", "deflate"})
    void isUnpacked(String encoding) throws IOException {
        // Given
        byte[] packed = packed(encoding, BODY);
        // Then
        assertThat(PackedBody.unpacked(packed, encoding, MOST)).hasValue(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip"})
    void isItselfWhereItWasNotPackedOrCannotBeUnpacked(String encoding) {
        assertThat(PackedBody.unpacked(BODY, encoding, MOST)).hasValue(BODY);
    }

    @Test
    void isNotUnpackedBeyondWhatItsProviderMayPost() throws IOException {
        // Given
        byte[] trap = packed("gzip", new byte[64 * 1024 * 1024]);
        // Then
        assertThat(trap).hasSizeLessThan(MOST);
        assertThat(PackedBody.unpacked(trap, "gzip", MOST)).isEmpty();
        assertThat(PackedBody.unpacked(trap, "gzip", Integer.MAX_VALUE)).isEmpty();
    }

    private static byte[] packed(String encoding, byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                encoding.equals("deflate") ? new DeflaterOutputStream(packed) : new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }
}
