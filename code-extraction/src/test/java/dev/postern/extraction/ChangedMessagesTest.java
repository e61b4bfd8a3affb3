package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that the fuzzer begins with, changed at random from one seed: each build tries the same changes. */
class ChangedMessagesTest {
    private static final Path CORPUS =
            Path.of("src/test/resources/dev/postern/extraction/ExtractionFuzzTestInputs/neverThrows");
    private static final int ROUNDS = 40;
    private static final int MOST_CHANGES = 6;
    private static final int LONGEST = 4096;
    private static final byte[] NASTY =
            "<>&;=?-_ \n\r\t\"':/@#0123456789\u00e9\u200b\u0661".getBytes(StandardCharsets.UTF_8);

    private final Random random = new Random(20261129);

    @Test
    void areReadToTheEnd() {
        // Given
        List<byte[]> corpus = corpus();
        assertThat(corpus).isNotEmpty();

        // Then
        for (int round = 0; round < ROUNDS; round++) {
            for (byte[] message : corpus) {
                AnyBytes.areRead(changed(message, corpus));
            }
        }
    }

    private byte[] changed(byte[] message, List<byte[]> corpus) {
        byte[] bytes = Arrays.copyOf(message, Math.min(message.length, LONGEST));
        for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0 && bytes.length > 0; i--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + random.nextInt(32));
            bytes = switch (random.nextInt(4)) {
                case 0 -> joined(bytes, from, bytes, to);
                case 1 -> joined(bytes, to, bytes, from);
                case 2 -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    yield joined(bytes, from, other, random.nextInt(other.length));
                }
                default -> {
                    bytes[from] = NASTY[random.nextInt(NASTY.length)];
                    yield bytes;
                }
            };
        }
        return bytes;
    }

    /** The beginning of one and the rest of the other. */
    private static byte[] joined(byte[] one, int end, byte[] other, int start) {
        int rest = Math.min(other.length - start, LONGEST);
        byte[] joined = Arrays.copyOf(one, end + rest);
        System.arraycopy(other, start, joined, end, rest);
        return joined;
    }

    private static List<byte[]> corpus() {
        List<byte[]> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS)) {
            for (Path file : files.sorted().toList()) {
                messages.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }
}
