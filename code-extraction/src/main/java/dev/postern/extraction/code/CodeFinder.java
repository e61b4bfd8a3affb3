package dev.postern.extraction.code;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.GluedWords;
import dev.postern.extraction.language.NumberEndings;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.weight.Feature;
import dev.postern.extraction.weight.Weighed;
import dev.postern.extraction.weight.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the code of one passage: first a number that a keyword announces, then a code with letters, then a number without a keyword.
 * Where words decide nothing, the numbers are weighed.
 */
public final class CodeFinder {
    /** A text with more numbers is a list. */
    private static final int MOST_WEIGHED = 12;

    /** A rival must be this much less likely than what is enough. */
    private static final double CLEARLY = 0.15;

    private static final int SHORTEST_WEIGHED = 4;
    private static final int LONGEST_WEIGHED = 8;

    /** What says that a number is no code, however likely it is by the rest, unless a login waits for one. */
    private static final List<Feature> SOMETHING_ELSE =
            List.of(Feature.OTHER_CODE_NEAR, Feature.OTHER_PURPOSE_WORD, Feature.DONE_WORD);

    private final Passage passage;
    private final Phrases phrases;
    private final List<Keyword> keywords;
    private final List<Candidate> candidates;

    private CodeFinder(Passage passage) {
        this.passage = passage;
        this.phrases = new Phrases(passage);
        this.candidates = Candidates.in(passage);
        this.keywords = Keywords.in(passage, candidates);
    }

    /** Reads a passage as a reader sees it. */
    public static CodeFinder of(Passage passage) {
        return new CodeFinder(GluedWords.parted(NumberEndings.without(passage)));
    }

    /** What the words of the passage say. */
    public Finding find() {
        Finding announced = Decision.decide(passage.text(), phrases, keywords, candidates);
        if (!(announced instanceof Finding.Nothing)) {
            return announced;
        }
        Finding lettered = LetteredCodes.find(passage, keywords, phrases);
        return lettered instanceof Finding.Nothing
                ? Unannounced.find(passage, candidates, keywords, phrases)
                : lettered;
    }

    /** The numbers that could be the code if the words of the passage decide nothing, each with its features. */
    public List<Weighed> numbers() {
        List<Candidate> usual = usual();
        if (usual.isEmpty()) {
            return List.of();
        }
        NumberFeatures features = new NumberFeatures(passage, phrases, keywords, usual);
        return usual.stream()
                .map(candidate -> new Weighed(candidate.value(), features.of(candidate)))
                .toList();
    }

    /** The numbers that have the usual length of a code and are not over; none when there are many. */
    private List<Candidate> usual() {
        List<Candidate> usual = candidates.stream()
                .filter(one ->
                        one.value().length() >= SHORTEST_WEIGHED && one.value().length() <= LONGEST_WEIGHED)
                .filter(one ->
                        !one.unusual() && !phrases.isOver(one) && passage.text().at(one.end()) != '-')
                .filter(one -> !phrases.goesOn(one) && !phrases.isToldOf(one) && !phrases.isTalkedOf(one))
                // "WX-4471": the letters are part of it.
                .filter(one ->
                        passage.text().at(one.start() - 1) != '-' || one.value().length() > SHORTEST_WEIGHED)
                .limit(MOST_WEIGHED + 1)
                .toList();
        return usual.size() > MOST_WEIGHED ? List.of() : usual;
    }

    /**
     * The number that is most likely the code. It is meant for a passage whose words decide nothing.
     *
     * @param expected whether a login waits for a code, so that less is enough
     */
    public Finding weigh(Weights weights, boolean expected) {
        List<Candidate> usual = usual();
        if (usual.isEmpty()) {
            return new Finding.Nothing();
        }
        NumberFeatures features = new NumberFeatures(passage, phrases, keywords, usual);
        Map<String, Double> likely = new LinkedHashMap<>();
        Map<String, Candidate> places = new HashMap<>();
        for (Candidate candidate : usual) {
            Set<Feature> its = features.of(candidate);
            boolean year =
                    its.contains(Feature.FOUR_DIGITS) && its.contains(Feature.YEAR_OR_ROUND) && keywords.isEmpty();
            if (year
                    || its.contains(Feature.NUMBER_OF_SOMETHING)
                    || Shapes.isInImprint(passage.text(), candidate.start())) {
                continue;
            }
            if (!expected
                    && (Shapes.sample(candidate.value())
                            || phrases.isAsked(candidate)
                            || isCalledOut(its)
                            || SOMETHING_ELSE.stream().anyMatch(its::contains))) {
                continue;
            }
            double confidence = weights.confidence(its);
            if (confidence > likely.getOrDefault(candidate.value(), 0.0)) {
                likely.put(candidate.value(), confidence);
                places.put(candidate.value(), candidate);
            }
        }
        String best = most(likely, "");
        double confidence = likely.getOrDefault(best, 0.0);
        double enough = weights.enough(expected);
        String rival = most(likely, best);
        if (confidence < enough) {
            return new Finding.Nothing();
        }
        if (likely.getOrDefault(rival, 0.0) >= enough - CLEARLY) {
            return new Finding.Ambiguous();
        }
        String rule = confidence >= weights.enough(false) ? "weighed-number" : "expected-number";
        Candidate chosen = Objects.requireNonNull(places.get(best));
        return new Finding.Code(
                best,
                rule,
                confidence,
                passage.text().originOf(chosen.start()),
                passage.text().originEnd(chosen.end()),
                rival.isEmpty() ? null : rival);
    }

    /** "Bob, 4821", "Quiz: 4821!": people write so to each other. A sender that says no more has six digits or brackets. */
    private static boolean isCalledOut(Set<Feature> its) {
        return its.contains(Feature.NAME_AND_NUMBER)
                && !its.contains(Feature.NAME_AND_USUAL_NUMBER)
                && !its.contains(Feature.IN_BRACKETS)
                && !its.contains(Feature.FIRST_OF_MESSAGE)
                && !its.contains(Feature.APP_MESSAGE);
    }

    /** The most likely number but one; empty when there is no other. */
    private static String most(Map<String, Double> likely, String but) {
        String most = "";
        for (Map.Entry<String, Double> number : likely.entrySet()) {
            if (!number.getKey().equals(but)
                    && (most.isEmpty() || number.getValue() > likely.getOrDefault(most, 0.0))) {
                most = number.getKey();
            }
        }
        return most;
    }
}
