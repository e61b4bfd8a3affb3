package dev.postern.extraction.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./postern evaluate CORPUS.jsonl …}: for every row of every corpus a line, {@code id} TAB the Base64 of the answer, or
 * {@code -} where there is none. A row is a JSON object with {@code id} and {@code text}, {@code subject} or {@code html};
 * other members are ignored.
 */
public final class Evaluate {
    private static final ObjectReader JSON = new ObjectMapper().reader();

    private Evaluate() {}

    /** Ends the process: 0, or 1 with a sentence on standard error. */
    public static void main(String[] corpora) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = run(corpora, out, System.err);
        out.flush();
        System.exit(status);
    }

    static int run(String[] corpora, PrintStream out, PrintStream err) {
        if (corpora.length == 0) {
            err.println("Say which corpora: ./postern evaluate CORPUS.jsonl …");
            return 1;
        }
        CodeExtractor extractor = new CodeExtractor();
        for (String corpus : corpora) {
            int number = 0;
            try (BufferedReader lines = Files.newBufferedReader(Path.of(corpus))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    if (!line.isBlank()) {
                        answer(extractor, JSON.readTree(line), out);
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                err.println(
                        corpus + (number == 0 ? " cannot be read." : ", line " + number + ": not a labelled message."));
                return 1;
            }
        }
        return 0;
    }

    private static void answer(CodeExtractor extractor, JsonNode row, PrintStream out) {
        String id = row.path("id").asText();
        if (id.isEmpty()) {
            throw new IllegalArgumentException();
        }
        String answer = answer(extractor.extract(message(row)));
        out.println(id + "\t"
                + (answer == null ? "-" : Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8))));
    }

    private static @Nullable String answer(Extraction extraction) {
        return switch (extraction) {
            case Extraction.Code code -> code.value();
            case Extraction.Both both -> both.code().value();
            case Extraction.Link link -> link.url();
            case Extraction.Nothing nothing -> null;
        };
    }

    private static Message message(JsonNode row) {
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
}
