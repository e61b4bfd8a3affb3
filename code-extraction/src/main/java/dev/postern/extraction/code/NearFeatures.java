package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.ACT;
import static dev.postern.extraction.language.Section.DONE;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.REFERENCE_LINK;
import static dev.postern.extraction.language.Section.SCREEN;
import static dev.postern.extraction.language.Section.WARNING;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import dev.postern.extraction.weight.Feature;
import java.util.Set;

/** What the words right beside a number say, and those of its sentence. */
final class NearFeatures {
    private static final int WORDS = 3;
    /** In scripts without blanks, where a word has two or three characters. */
    private static final int CHARACTERS = 8;

    private static final int FARTHEST = 200;

    private final Passage passage;
    private final RenderedText text;
    private final Phrases phrases;
    private final Candidate candidate;
    private final int from;
    private final int to;

    NearFeatures(Passage passage, Phrases phrases, Candidate candidate) {
        this.passage = passage;
        this.text = passage.text();
        this.phrases = phrases;
        this.candidate = candidate;
        this.from = Math.max(passage.sentences().start(candidate.sentence()), candidate.start() - FARTHEST);
        this.to = Math.min(passage.sentences().end(candidate.sentence()), candidate.end() + FARTHEST);
    }

    void addTo(Set<Feature> found) {
        boolean purposeBefore = isFor(wordsBefore(), candidate.start());
        boolean purposeBehind = isFor(candidate.end(), wordsBehind());
        boolean end = phrases.endsClause(candidate.end());
        boolean typedBehind = passage.says(ACT, candidate.end(), wordsBehind());
        boolean typed = typedBehind || found.contains(Feature.TYPED) || phrases.typedBefore(candidate.start());
        boolean screen = sentenceSays(SCREEN);
        add(found, candidate.value().startsWith("0"), Feature.LEADING_ZERO);
        add(found, end, Feature.END_OF_CLAUSE);
        add(found, phrases.introduced(candidate), Feature.INTRODUCED);
        add(found, purposeBefore, Feature.PURPOSE_RIGHT_BEFORE);
        add(found, purposeBehind, Feature.PURPOSE_RIGHT_BEHIND);
        add(found, purposeBefore && found.contains(Feature.AFTER_COLON), Feature.COLON_AFTER_PURPOSE);
        add(found, purposeBefore && end, Feature.PURPOSE_BEFORE_END);
        add(found, typedBehind, Feature.TYPED_BEHIND);
        add(found, screen, Feature.SCREEN_WORD);
        add(found, screen && typed, Feature.TYPED_ON_SCREEN);
        add(found, sentenceSays(DONE), Feature.DONE_WORD);
        add(found, isNumbered(), Feature.NUMBERED);
        boolean usual = found.contains(Feature.SIX_DIGITS) || found.contains(Feature.IN_GROUPS);
        add(found, usual && found.contains(Feature.NAME_AND_NUMBER), Feature.NAME_AND_USUAL_NUMBER);
        add(found, isWarned(), Feature.WARNING_NEAR);
        add(found, namesOtherCode(), Feature.OTHER_CODE_NEAR);
    }

    /** Whether a compound in the sentence names a code for something else: German "Abholcode". */
    private boolean namesOtherCode() {
        for (int i = from; i < to; i++) {
            if (Characters.word(text.at(i))) {
                int start = i;
                while (i < to && Characters.word(text.at(i))) {
                    i++;
                }
                String word = text.part(start, i);
                if (passage.vocabulary().keywordTail(word) > 0
                        && !passage.vocabulary().isKeyword(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isFor(int start, int end) {
        return passage.says(PURPOSE, start, end) || passage.says(LOGIN, start, end);
    }

    private boolean sentenceSays(Section section) {
        return passage.says(section, from, to);
    }

    private boolean isWarned() {
        int sentence = candidate.sentence();
        int first = passage.sentences().start(Math.max(0, sentence - 1));
        int last = passage.sentences().end(Math.min(passage.sentences().count() - 1, sentence + 1));
        return passage.says(
                WARNING, Math.max(first, candidate.start() - FARTHEST), Math.min(last, candidate.end() + FARTHEST));
    }

    private boolean isNumbered() {
        return phrases.follows(candidate, REFERENCE_LINK)
                || "#№°º".indexOf(text.at(candidate.start() - 1)) >= 0
                || (text.at(candidate.start() - 1) == ' ' && "#№°º".indexOf(text.at(candidate.start() - 2)) >= 0);
    }

    /** Where the three words before it begin. */
    private int wordsBefore() {
        int i = candidate.start();
        int words = 0;
        while (i > from) {
            char c = text.at(i - 1);
            if (Characters.unspaced(c)) {
                return Math.max(from, i - CHARACTERS);
            }
            boolean begins = Characters.word(c) && (i - 1 == from || !Characters.word(text.at(i - 2)));
            i--;
            words += begins ? 1 : 0;
            if (words == WORDS) {
                return i;
            }
        }
        return i;
    }

    /** Where the three words behind it end. */
    private int wordsBehind() {
        int i = candidate.end();
        int words = 0;
        while (i < to) {
            char c = text.at(i);
            if (Characters.unspaced(c)) {
                return Math.min(to, i + CHARACTERS);
            }
            boolean ends = Characters.word(c) && !Characters.word(text.at(i + 1));
            i++;
            words += ends ? 1 : 0;
            if (words == WORDS) {
                return i;
            }
        }
        return i;
    }

    private static void add(Set<Feature> found, boolean holds, Feature feature) {
        if (holds) {
            found.add(feature);
        }
    }
}
