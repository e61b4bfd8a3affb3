package dev.postern.benchmarks.evaluate;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.KnownWords;
import dev.postern.extraction.Message;
import dev.postern.extraction.Wanted;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Scores each corpus twice: as the extractor is, and without what may have come from the corpus: with weights that are learnt without
 * it, and without the words that some message of the corpus holds and no other message does. A message with equal letters, or from the same
 * {@code source_repo}, is no other message. A word that no message holds stays.
 *
 * <p>Known files are not scored: corpora ({@code .jsonl}), or texts with a message on each line. They count as other messages.
 *
 * <p>The rules themselves stay as they are, and so do the words that two corpora share.
 */
final class Sources {
    private static final String LINE = "%-24s %5s %16s %16s %7s %13s %13s %9s %9s %6s%n";

    /** What a message has to do with words: who published it, its letters, and which words of the packs it holds. */
    private record Seen(String repository, String letters, Set<String> words) {}

    private record Source(String name, List<Labelled> rows, List<Seen> seen) {}

    private Sources() {}

    static void print(List<Path> corpora, List<Path> known, Wanted wanted, PrintStream out) {
        List<Source> sources = new ArrayList<>();
        for (Path corpus : corpora) {
            sources.add(source(corpus));
        }
        List<Seen> others = new ArrayList<>();
        for (Path file : known) {
            others.addAll(labelled(file) ? source(file).seen() : texts(file));
        }
        List<Lesson> lessons = lessons(corpora, known);
        Map<String, Set<String>> leftOut = new LinkedHashMap<>();
        CodeExtractor extractor = new CodeExtractor();
        Score all = Score.NONE;
        Score allWithout = Score.NONE;
        out.printf(LINE, "source", "rows", "exact", "without", "wrong", "FP", "without", "links", "without", "words");
        for (Source source : sources) {
            Set<String> words = onlyIn(source, sources, others);
            leftOut.put(source.name(), words);
            Score score = Score.of(source.rows(), extractor, wanted);
            CodeExtractor strange =
                    CodeExtractor.without(words).with(Learning.weights(Train.without(lessons, source.name())));
            Score without = Score.of(source.rows(), strange, wanted);
            print(source.name(), score, without, Integer.toString(words.size()), out);
            all = all.plus(score);
            allWithout = allWithout.plus(without);
        }
        print("ALL", all, allWithout, "", out);
        out.println();
        leftOut.forEach((source, words) -> {
            if (!words.isEmpty()) {
                out.println(source + ": "
                        + words.stream().map(word -> word.replace(' ', '_')).collect(Collectors.joining(" ")));
            }
        });
    }

    /** What the weights are learnt from: all messages with a label. */
    private static List<Lesson> lessons(List<Path> corpora, List<Path> known) {
        List<Labelled.Corpus> all = new ArrayList<>();
        corpora.forEach(file -> all.add(Labelled.Corpus.of(file)));
        known.stream().filter(Sources::labelled).forEach(file -> all.add(Labelled.Corpus.of(file)));
        return Lesson.of(all);
    }

    private static boolean labelled(Path file) {
        return file.toString().endsWith(".jsonl") || file.toString().endsWith(PlainCorpus.FILE);
    }

    private static void print(String name, Score score, Score without, String words, PrintStream out) {
        out.printf(
                LINE,
                name,
                score.rows(),
                share(score.exact(), score.codes()),
                share(without.exact(), without.codes()),
                score.wrong() + score.linksWrong() + " " + (without.wrong() + without.linksWrong()),
                share(score.falsePositives(), score.nothing()),
                share(without.falsePositives(), without.nothing()),
                score.linksRight() + "/" + score.links(),
                without.linksRight() + "/" + without.links(),
                words);
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%d/%d %6.2f", part, whole, 100.0 * part / whole);
    }

    /** In the order of the alphabet. */
    private static Set<String> onlyIn(Source source, List<Source> sources, List<Seen> others) {
        Set<String> repositories = new HashSet<>();
        Set<String> letters = new HashSet<>();
        Set<String> words = new TreeSet<>();
        for (Seen seen : source.seen()) {
            repositories.add(seen.repository());
            letters.add(seen.letters());
            words.addAll(seen.words());
        }
        repositories.remove("");
        List<Seen> elsewhere = new ArrayList<>(others);
        sources.stream()
                .filter(other -> !other.equals(source))
                .map(Source::seen)
                .forEach(elsewhere::addAll);
        for (Seen other : elsewhere) {
            if (!repositories.contains(other.repository()) && !letters.contains(other.letters())) {
                words.removeAll(other.words());
            }
        }
        return words;
    }

    private static Source source(Path corpus) {
        List<Labelled> rows = Labelled.corpus(corpus);
        List<Seen> seen = rows.stream()
                .map(row -> seen(row.json().path("source_repo").asText(""), row.message()))
                .toList();
        return new Source(Labelled.nameOf(corpus), rows, seen);
    }

    private static List<Seen> texts(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> seen("", Message.text(line.replace("\\n", "\n"))))
                    .toList();
        } catch (IOException e) {
            throw new VerbFailed(file + " cannot be read. It must be a text file in UTF-8.");
        }
    }

    private static Seen seen(String repository, Message message) {
        StringBuilder letters = new StringBuilder();
        for (String part : new String[] {message.subject(), message.text(), message.html()}) {
            if (part != null) {
                part.toLowerCase(Locale.ROOT)
                        .codePoints()
                        .filter(Character::isLetter)
                        .forEach(letters::appendCodePoint);
            }
        }
        return new Seen(repository, letters.toString(), KnownWords.of(message));
    }
}
