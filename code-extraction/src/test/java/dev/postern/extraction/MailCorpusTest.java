package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails as they travel, and texts in the digits of many scripts, each with the fact of real messages that it stands for. */
class MailCorpusTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Row(
            String id,
            int fact,
            Message message,
            @Nullable String code,
            @Nullable String link) {
        @Override
        public String toString() {
            return id + ", fact " + fact;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream in = MailCorpusTest.class.getResourceAsStream("mails.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().toList().stream().map(MailCorpusTest::row);
        }
    }

    private static Row row(String line) {
        try {
            JsonNode row = JSON.readTree(line);
            Message message = row.has("mime")
                    ? Message.mime(Base64.getDecoder().decode(row.get("mime").textValue()))
                    : Message.text(row.get("text").textValue());
            String expected = row.get("expected").textValue();
            return new Row(
                    row.get("id").textValue(),
                    row.get("fact").intValue(),
                    message,
                    "LINK".equals(expected) ? null : expected,
                    row.path("link").textValue());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsWhatIsThereAndNothingElse(Row row) {
        // When
        Extraction found = new CodeExtractor().extract(row.message());
        // Then
        assertThat(code(found)).isEqualTo(row.code());
        assertThat(link(found)).isEqualTo(row.link());
    }

    private static @Nullable String code(Extraction extraction) {
        return switch (extraction) {
            case Extraction.Code code -> code.value();
            case Extraction.Both both -> both.code().value();
            case Extraction.Link link -> null;
            case Extraction.Nothing nothing -> null;
        };
    }

    private static @Nullable String link(Extraction extraction) {
        return switch (extraction) {
            case Extraction.Code code -> null;
            case Extraction.Both both -> both.link().url();
            case Extraction.Link link -> link.url();
            case Extraction.Nothing nothing -> null;
        };
    }
}
