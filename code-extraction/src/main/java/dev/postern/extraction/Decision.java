package dev.postern.extraction;

import dev.postern.extraction.Candidates.Candidate;
import dev.postern.extraction.Keywords.Keyword;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weighs the numbers against the words that announce a code, and chooses one or abstains. */
final class Decision {
    private static final int FARTHEST = 240;
    private static final int FARTHEST_LINE = 400;
    private static final int BOUND_GAP = 40;
    /** Words that may stand between a keyword and what it names. */
    private static final Set<String> BINDERS = Vocabulary.words("""
            is are es est ist é e è jest is: er är your lautet est: otp code pin la là adalah
            este este: das je yra ir هو है this here as verification
            """);

    /** How firmly a number is announced; smaller is firmer. */
    private enum Tie {
        BOUND("keyword-bound", 0.98),
        NAMED("keyword-named", 0.95),
        NEAR("keyword-near", 0.9);

        private final String rule;
        private final double confidence;

        Tie(String rule, double confidence) {
            this.rule = rule;
            this.confidence = confidence;
        }
    }

    private record Scored(Candidate candidate, Tie tie, int distance) {}

    private final RenderedText text;
    private final Sentences sentences;
    private final List<Keyword> keywords;

    private Decision(RenderedText text, Sentences sentences, List<Keyword> keywords) {
        this.text = text;
        this.sentences = sentences;
        this.keywords = keywords;
    }

    static Extraction decide(
            RenderedText text, Sentences sentences, List<Keyword> keywords, List<Candidate> candidates) {
        return new Decision(text, sentences, keywords).choose(candidates);
    }

    private Extraction choose(List<Candidate> candidates) {
        Scored best = null;
        Scored rival = null;
        int next = 0;
        for (Candidate candidate : candidates) {
            while (next < keywords.size() && keywords.get(next).start() < candidate.start()) {
                next++;
            }
            Scored scored = score(candidate, next);
            if (scored == null) {
                continue;
            }
            if (best == null || better(scored, best)) {
                if (best != null && !sameValue(best, scored)) {
                    rival = best;
                }
                best = scored;
            } else if (!sameValue(best, scored) && (rival == null || better(scored, rival))) {
                rival = scored;
            }
        }
        if (best == null) {
            return new Extraction.Nothing(Reason.NO_CANDIDATE);
        }
        if (rival != null && !sameValue(best, rival) && !clearlyBetter(best, rival)) {
            return new Extraction.Nothing(Reason.AMBIGUOUS);
        }
        Candidate chosen = best.candidate();
        return new Extraction.Code(
                chosen.value(),
                new Evidence(
                        best.tie().rule,
                        best.tie().confidence,
                        text.originOf(chosen.start()),
                        text.originEnd(chosen.end())));
    }

    private static boolean sameValue(Scored one, Scored other) {
        return one.candidate().value().equals(other.candidate().value());
    }

    private static boolean better(Scored one, Scored other) {
        int tie = one.tie().compareTo(other.tie());
        return tie < 0 || (tie == 0 && one.distance() < other.distance());
    }

    private static boolean clearlyBetter(Scored best, Scored rival) {
        if (best.tie() != rival.tie()) {
            return true;
        }
        return best.tie() != Tie.BOUND && best.distance() * 2 + 8 <= rival.distance();
    }

    /** The firmest tie to the keyword before and the one after; {@code after} is the index of the latter. */
    private @Nullable Scored score(Candidate candidate, int after) {
        Scored before = after > 0 ? tie(candidate, keywords.get(after - 1), true) : null;
        Scored behind = after < keywords.size() ? tie(candidate, keywords.get(after), false) : null;
        if (before == null) {
            return behind;
        }
        return behind != null && better(behind, before) ? behind : before;
    }

    private @Nullable Scored tie(Candidate candidate, Keyword keyword, boolean keywordFirst) {
        int distance = keywordFirst ? candidate.start() - keyword.end() : keyword.start() - candidate.end();
        if (candidate.sentence() != keyword.sentence()) {
            boolean adjoining = Math.abs(candidate.sentence() - keyword.sentence()) == 1;
            boolean taken = candidate.alone() && adjoining && !keyword.warned() && distance <= FARTHEST_LINE;
            return taken ? new Scored(candidate, Tie.NEAR, distance) : null;
        }
        if (keywordFirst && distance <= BOUND_GAP && binds(keyword.end(), candidate.start())) {
            return new Scored(candidate, Tie.BOUND, distance);
        }
        if (distance > FARTHEST) {
            return null;
        }
        if (keyword.warned() && keywordFirst && !named(candidate)) {
            return null;
        }
        if (!keywordFirst && isWhatFollows(candidate)) {
            return new Scored(candidate, Tie.BOUND, distance);
        }
        return new Scored(candidate, keywordFirst && named(candidate) ? Tie.NAMED : Tie.NEAR, distance);
    }

    /** Only binders and punctuation between a keyword and a number. */
    private boolean binds(int from, int to) {
        int i = from;
        while (i < to) {
            char c = text.at(i);
            if (Characters.word(c)) {
                int end = i;
                while (end < to && Characters.word(text.at(end))) {
                    end++;
                }
                if (!BINDERS.contains(text.part(i, end)) && !(end - i <= 3 && text.at(end) == '-' && end + 1 == to)) {
                    return false;
                }
                i = end;
            } else if (Characters.digit(c) || (Characters.unspaced(c) && "是为為はがー입니다는은เป็คือ号碼码".indexOf(c) < 0)) {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }

    /** "123456 is your code". */
    private boolean isWhatFollows(Candidate candidate) {
        int i = candidate.end();
        while (i < candidate.end() + 3 && " \"')]」”-".indexOf(text.at(i)) >= 0) {
            i++;
        }
        for (String verb : new String[] {
            "is ", "es ", "est ", "ist ", "é ", "è ", "e ", "jest ", "er ", "är ", "on ", "là ", "adalah ", "este ",
            "to ", "- ", "– ", "as ", "是", "为", "為", "は", "が", ": "
        }) {
            if (text.has(verb, i)) {
                return !verb.equals("to ");
            }
        }
        return false;
    }

    /** "... is 123456", ": 123456" later in the sentence of the keyword. */
    private boolean named(Candidate candidate) {
        int i = candidate.start() - 1;
        for (int skipped = 0; skipped < 3 && " \"'([【「“<*".indexOf(text.at(i)) >= 0; skipped++) {
            i--;
        }
        char c = text.at(i);
        if (c == ':' || c == '是' || c == '为' || c == '為' || c == 'は' || c == '=' || c == '>') {
            return true;
        }
        int start = Math.max(i - 2, sentences.start(candidate.sentence()));
        String word = text.part(start, i + 1).strip();
        return word.equals("is") || word.equals("es") || word.equals("est") || word.equals("ist") || word.equals("é");
    }
}
