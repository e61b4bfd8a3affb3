package dev.postern.benchmarks.evaluate;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The scores of corpora, a line each, for people. */
final class ScoreTable {
    private static final String LINE = "%-26s %8s | %8s %8s %8s %9s | %8s %8s %8s %9s | %8s %9s%n";
    private static final String ALL = "all";

    private final Map<String, Score> scores = new LinkedHashMap<>();

    void add(String corpus, Score score) {
        scores.merge(corpus, score, Score::plus);
    }

    void print(PrintStream to) {
        to.printf(
                "%-26s %8s | %36s | %36s | %18s%n",
                "", "", "messages with a code", "messages with a link", "without either");
        to.printf(
                LINE,
                "corpus",
                "messages",
                "exact",
                "%",
                "wrong",
                "abstained",
                "exact",
                "%",
                "wrong",
                "abstained",
                "all",
                "false pos.");
        scores.forEach((corpus, score) -> print(corpus, score, to));
        if (scores.size() > 1) {
            print(ALL, scores.values().stream().reduce(Score.NONE, Score::plus), to);
        }
    }

    private static void print(String corpus, Score score, PrintStream to) {
        to.printf(
                LINE,
                corpus,
                score.rows(),
                score.exact(),
                share(score.exact(), score.codes()),
                score.wrong(),
                score.codes() - score.exact() - score.wrong(),
                score.linksRight(),
                share(score.linksRight(), score.links()),
                score.linksWrong(),
                score.links() - score.linksRight() - score.linksWrong(),
                score.nothing(),
                score.falsePositives());
    }

    /** In percent; a dash of nothing. */
    private static String share(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
    }
}
