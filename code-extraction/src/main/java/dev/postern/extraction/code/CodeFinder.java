package dev.postern.extraction.code;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Passage;
import java.util.List;

/**
 * Finds the code of one passage: first a number that a keyword announces, then a code with letters, then a number without a keyword.
 */
public final class CodeFinder {

    private CodeFinder() {}

    /**
     * What the passage announces.
     *
     * @param whole the passage as a reader sees it
     * @param expected whether a login waits for a code, so that less evidence is enough
     */
    public static Finding find(Passage whole, boolean expected) {
        Passage passage = GluedWords.parted(whole);
        Phrases phrases = new Phrases(passage);
        List<Keyword> keywords = Keywords.in(passage);
        List<Candidate> candidates = Candidates.in(passage);
        Finding announced = Decision.decide(passage.text(), phrases, keywords, candidates);
        if (!(announced instanceof Finding.Nothing)) {
            return announced;
        }
        Finding lettered = LetteredCodes.find(passage, keywords, phrases);
        return lettered instanceof Finding.Nothing ? Unannounced.find(passage, candidates, expected) : lettered;
    }
}
