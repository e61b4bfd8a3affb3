package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages in many languages, kept in files beside this test. */
class InventedMessagesTest {
    private final CodeExtractor extractor = new CodeExtractor();

    record Announced(String code, String text) {}

    static Stream<Announced> announced() throws IOException {
        return lines("announced.psv").map(line -> {
            String[] parts = line.split(" \\| ", 2);
            return new Announced(parts[0], parts[1]);
        });
    }

    static Stream<String> otherNumbers() throws IOException {
        return lines("other-numbers.txt");
    }

    @ParameterizedTest
    @MethodSource("announced")
    void findsTheAnnouncedCode(Announced message) {
        // When
        Extraction extraction = extractor.extract(Message.text(message.text()));

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Code.class,
                        found -> assertThat(found.value()).isEqualTo(message.code()));
    }

    @ParameterizedTest
    @MethodSource("otherNumbers")
    void abstainsWhereNoCodeIsAnnounced(String text) {
        // When
        Extraction extraction = extractor.extract(Message.text(text));

        // Then
        assertThat(extraction).isInstanceOf(Extraction.Nothing.class);
    }

    private static Stream<String> lines(String file) throws IOException {
        try (InputStream in = InventedMessagesTest.class.getResourceAsStream(file)) {
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return content.lines()
                    .filter(line -> !line.startsWith("# ") && !line.isBlank())
                    .map(line -> line.replace("\\n", "\n"));
        }
    }
}
