package dev.postern.benchmarks.evaluate;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.KnownWords;
import dev.postern.extraction.weight.Feature;
import dev.postern.extraction.weight.Weighed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One number of one message, and whether it is its code.
 *
 * @param source the corpus it is from
 * @param known whether the extractor knew all its words
 * @param holds whether its message holds a code
 * @param counts how much it counts in learning
 */
record Lesson(
        String source, String id, boolean known, boolean holds, Set<Feature> features, boolean right, double counts) {
    private static final long SEED = 16;
    private static final int HALVES = 1;
    private static final double KNOWN = 2;
    private static final double HALF_KNOWN = 0.2;
    private static final double UNKNOWN = 0.5;

    /**
     * The lessons of corpora. Each message is read by an extractor that knows all words, by some that know half of them, and by one that
     * knows none, as it is with a language that has no pack. A message whose words decide what it holds teaches nothing.
     */
    static List<Lesson> of(List<Labelled.Corpus> corpora) {
        List<Lesson> lessons = new ArrayList<>();
        lessons.addAll(of(corpora, new CodeExtractor(), true, KNOWN));
        Set<String> words = KnownWords.ofLanguages();
        lessons.addAll(of(corpora, CodeExtractor.without(words), false, UNKNOWN));
        Random random = new Random(SEED);
        for (int half = 0; half < HALVES; half++) {
            Set<String> without = new HashSet<>();
            for (String word : words) {
                if (random.nextBoolean()) {
                    without.add(word);
                }
            }
            lessons.addAll(of(corpora, CodeExtractor.without(without), false, HALF_KNOWN));
        }
        return lessons;
    }

    private static List<Lesson> of(
            List<Labelled.Corpus> corpora, CodeExtractor extractor, boolean known, double counts) {
        List<Lesson> lessons = new ArrayList<>();
        for (Labelled.Corpus corpus : corpora) {
            for (Labelled row : corpus.rows()) {
                if (!row.isLabelled() || Score.uncertain(row)) {
                    continue;
                }
                for (Weighed number : extractor.undecided(row.message())) {
                    Score score = Score.of(row, number.value());
                    boolean right = score.exact() == 1;
                    lessons.add(new Lesson(
                            corpus.name(), row.id(), known, score.codes() == 1, number.features(), right, counts));
                }
            }
        }
        return lessons;
    }
}
