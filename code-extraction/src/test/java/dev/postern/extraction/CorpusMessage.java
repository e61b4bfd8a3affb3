package dev.postern.extraction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.extraction.Extraction.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A message of the corpus beside this class: {@code texts.psv}, whose first lines say how it is written, and {@code mails.jsonl}.
 *
 * @param name where it stands
 * @param facts of real messages that it stands for, as texts.psv numbers them
 * @param expected what is to be found, written as in texts.psv
 */
record CorpusMessage(String name, List<Integer> facts, String expected, Message message) {
    static final int FACTS = 34;
    static final String NOTHING = "-";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REPEATED = Pattern.compile("<<(\\d+)\\*(.+?)>>");
    private static final Pattern CHARACTER = Pattern.compile("\\\\u([0-9a-f]{4})");

    static List<CorpusMessage> all() throws IOException {
        List<CorpusMessage> all = new ArrayList<>();
        List<String> texts = lines("texts.psv");
        for (int i = 0; i < texts.size(); i++) {
            String line = texts.get(i);
            if (!line.startsWith("#") && !line.isBlank()) {
                all.add(text("texts.psv:" + (i + 1), line.split(" \\| ", 3)));
            }
        }
        for (String line : lines("mails.jsonl")) {
            all.add(mail(JSON.readTree(line)));
        }
        return all;
    }

    boolean holdsNothing() {
        return expected.equals(NOTHING);
    }

    /** What was found, as the corpus writes it. */
    static String written(Found extraction) {
        return switch (extraction) {
            case Extraction.Code code -> code.value();
            case Extraction.Link link -> "link:" + link.url();
            case Extraction.Both both ->
                both.code().value() + " link:" + both.link().url();
            case Extraction.Nothing nothing -> NOTHING;
        };
    }

    private static CorpusMessage text(String name, String[] parts) {
        List<Integer> facts =
                Arrays.stream(parts[0].split(",", -1)).map(Integer::valueOf).toList();
        return new CorpusMessage(name, facts, parts[1], Message.text(read(parts[2])));
    }

    private static CorpusMessage mail(JsonNode row) {
        List<Integer> facts = StreamSupport.stream(row.get("facts").spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
        byte[] mime = Base64.getDecoder().decode(row.get("mime").textValue());
        String name = row.get("id").textValue() + " (" + row.get("about").textValue() + ')';
        return new CorpusMessage(name, facts, row.get("expected").textValue(), Message.mime(mime));
    }

    private static String read(String written) {
        String whole = replace(REPEATED, written, found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
        return replace(CHARACTER, whole, found -> Character.toString(Integer.parseInt(found.group(1), 16)))
                .replace("\\n", "\n");
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)));
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = CorpusMessage.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Override
    public String toString() {
        return name + ", facts " + facts;
    }
}
