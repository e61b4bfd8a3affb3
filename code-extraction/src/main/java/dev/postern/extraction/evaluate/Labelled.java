package dev.postern.extraction.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a corpus: a JSON object with {@code id} and {@code text}, {@code subject} or {@code html}. What else it may have is read
 * from {@code json}.
 */
record Labelled(String id, Message message, JsonNode json) {
    private static final ObjectReader JSON = new ObjectMapper().reader();

    /** Says which file, and which line of it, holds something else. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message, Exception cause) {
            super(message, cause);
        }
    }

    static List<Labelled> corpus(String file) throws Unreadable {
        List<Labelled> rows = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    rows.add(of(JSON.readTree(line)));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            String where = number == 0 ? " cannot be read." : ", line " + number + ": not a labelled message.";
            throw new Unreadable(file + where, e);
        }
        return rows;
    }

    /** The code or the link that is found; null when there is none. */
    @Nullable String answer(CodeExtractor extractor) {
        return switch (extractor.extract(message).found()) {
            case Extraction.Code code -> code.value();
            case Extraction.Both both -> both.code().value();
            case Extraction.Link link -> link.url();
            case Extraction.Nothing nothing -> null;
        };
    }

    private static Labelled of(JsonNode row) {
        String id = row.path("id").asText();
        if (id.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return new Labelled(id, messageOf(row), row);
    }

    private static Message messageOf(JsonNode row) {
        if (row.has("mime")) {
            return Message.mime(
                    Base64.getDecoder().decode(row.get("mime").asText().getBytes(StandardCharsets.US_ASCII)));
        }
        String text = part(row, "text");
        String html = part(row, "html");
        String subject = row.path("subject").asText("");
        boolean mail = html != null
                || !subject.isEmpty()
                || row.path("channel").asText().equals("email");
        return mail ? Message.mail(subject, text, html) : Message.text(text == null ? "" : text);
    }

    private static @Nullable String part(JsonNode row, String name) {
        String part = row.path(name).asText("");
        return part.isBlank() ? null : part;
    }

    @Override
    public String toString() {
        return "Labelled[" + id + "]";
    }
}
