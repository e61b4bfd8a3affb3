package dev.postern.extraction.evaluate;

import dev.postern.extraction.CodeExtractor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code ./postern evaluate [--without WORDS.txt] CORPUS.jsonl …}: for every row of every corpus a line, {@code id} TAB the Base64 of
 * the answer, or {@code -} where there is none. The words of the file, written as in a
 * language pack, are taken out of all packs first.
 *
 * <p>{@code ./postern evaluate --sources [--known FILE …] CORPUS.jsonl …}: see {@link Sources}.
 *
 * <p>What a row is stands in {@link Labelled}.
 */
public final class Evaluate {
    private static final String WITHOUT = "--without";
    private static final String SOURCES = "--sources";
    private static final String KNOWN = "--known";
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String USAGE = """
            Say which corpora: ./postern evaluate [--without WORDS.txt] CORPUS.jsonl …
            or                 ./postern evaluate --sources [--known MESSAGES …] CORPUS.jsonl …""";

    private Evaluate() {}

    /** Ends the process: 0, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = run(arguments, out, System.err);
        out.flush();
        System.exit(status);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        List<String> corpora = new ArrayList<>();
        List<String> known = new ArrayList<>();
        List<String> without = new ArrayList<>();
        boolean sources = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean named = i + 1 < arguments.length;
            if (argument.equals(SOURCES)) {
                sources = true;
            } else if (argument.equals(KNOWN) && named) {
                known.add(arguments[++i]);
            } else if (argument.equals(WITHOUT) && named) {
                without.add(arguments[++i]);
            } else if (argument.startsWith("--")) {
                err.println(USAGE);
                return 1;
            } else {
                corpora.add(argument);
            }
        }
        if (corpora.isEmpty() || (sources ? !without.isEmpty() : !known.isEmpty())) {
            err.println(USAGE);
            return 1;
        }
        try {
            if (sources) {
                Sources.print(corpora, known, out);
            } else {
                answer(corpora, extractor(without), out);
            }
            return 0;
        } catch (Labelled.Unreadable e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static CodeExtractor extractor(List<String> without) throws Labelled.Unreadable {
        Set<String> words = new HashSet<>();
        for (String file : without) {
            try {
                for (String word : BLANKS.split(Files.readString(Path.of(file)), -1)) {
                    words.add(word.replace('_', ' '));
                }
            } catch (IOException e) {
                throw new Labelled.Unreadable(file + " cannot be read.", e);
            }
        }
        return CodeExtractor.without(words);
    }

    private static void answer(List<String> corpora, CodeExtractor extractor, PrintStream out)
            throws Labelled.Unreadable {
        for (String corpus : corpora) {
            for (Labelled row : Labelled.corpus(corpus)) {
                String answer = row.answer(extractor);
                byte[] bytes = answer == null ? null : answer.getBytes(StandardCharsets.UTF_8);
                out.println(row.id() + "\t"
                        + (bytes == null ? "-" : Base64.getEncoder().encodeToString(bytes)));
            }
        }
    }
}
