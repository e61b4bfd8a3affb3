package dev.postern.benchmarks.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import dev.postern.extraction.Wanted;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message of a corpus, with its label.
 *
 * @param json the whole line
 */
record Labelled(String id, Message message, JsonNode json) {
    private static final ObjectReader JSON = new ObjectMapper().reader();
    private static final String FILE = ".jsonl";

    /** The messages of one file, by its name without the ending. */
    record Corpus(String name, List<Labelled> rows) {
        static Corpus of(Path file) {
            return new Corpus(nameOf(file), corpus(file));
        }
    }

    /** What is wrong with a line, without what it says. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String what) {
            super(what, null, false, false);
        }
    }

    /**
     * The messages of a file.
     *
     * @throws VerbFailed when it cannot be read; says which line is wrong, and why
     */
    static List<Labelled> corpus(Path file) {
        List<Labelled> rows = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Optional<String> json =
                    file.toString().endsWith(PlainCorpus.FILE) ? PlainCorpus.json(line, number) : Optional.of(line);
            if (json.isEmpty()) {
                continue;
            }
            try {
                rows.add(of(json.get()));
            } catch (Wrong e) {
                throw new VerbFailed(
                        file + ", line " + number + ": " + e.getMessage() + ". See --help for the format.");
            }
        }
        return rows;
    }

    /** The name of a corpus: its file's, without the ending. */
    static String nameOf(Path corpus) {
        String file = corpus.getFileName().toString();
        return file.endsWith(FILE) ? file.substring(0, file.length() - FILE.length()) : file;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new VerbFailed(file + " cannot be read. It must be a text file in UTF-8.");
        }
    }

    /** The code or the link that is found; null when there is none. */
    @Nullable String answer(CodeExtractor extractor, Wanted wanted) {
        return switch (extractor.extract(message, wanted).found()) {
            case Extraction.Present found -> found.value();
            case Extraction.Nothing _ -> null;
        };
    }

    /** Whether it says what is to be found. */
    boolean isLabelled() {
        return json.has("expected");
    }

    private static Labelled of(String line) throws Wrong {
        JsonNode row = parsed(line);
        if (!row.isObject()) {
            throw new Wrong("it is no JSON object");
        }
        String id = row.path("id").asText();
        if (id.isEmpty()) {
            throw new Wrong("the field \"id\" is missing");
        }
        if (Stream.of("mime", "text", "subject", "html").noneMatch(row::has)) {
            throw new Wrong("one of \"mime\", \"text\", \"subject\" and \"html\" is needed");
        }
        JsonNode expected = row.path("expected");
        boolean known = expected.isMissingNode()
                || expected.isNull()
                || expected.isTextual()
                || expected.path("magic_link").isTextual();
        if (!known) {
            throw new Wrong("\"expected\" must be a string, {\"magic_link\": a string} or null");
        }
        return new Labelled(id, messageOf(row), row);
    }

    private static JsonNode parsed(String line) throws Wrong {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new Wrong("it is not JSON, from column "
                    + Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getColumnNr()) + " on");
        }
    }

    private static Message messageOf(JsonNode row) throws Wrong {
        if (row.has("mime")) {
            return Message.mime(mime(row.get("mime").asText()));
        }
        String text = part(row, "text");
        String html = part(row, "html");
        String subject = row.path("subject").asText("");
        boolean mail = html != null
                || !subject.isEmpty()
                || row.path("channel").asText().equals("email");
        return mail ? Message.mail(subject, text, html) : Message.text(text == null ? "" : text);
    }

    private static byte[] mime(String base64) throws Wrong {
        try {
            return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new Wrong("\"mime\" is not Base64");
        }
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
