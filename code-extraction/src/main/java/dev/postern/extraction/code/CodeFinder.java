package dev.postern.extraction.code;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.RenderedText;
import java.util.List;

/** Finds the code of one text: first a number that a keyword announces, then a code with letters, then a number without a keyword. */
public final class CodeFinder {
    private final Vocabulary vocabulary;

    public CodeFinder(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What the text announces. */
    public Finding find(RenderedText text) {
        Sentences sentences = Sentences.of(text, vocabulary);
        Phrases phrases = new Phrases(text, sentences, vocabulary);
        List<Keyword> keywords = Keywords.in(text, sentences, vocabulary);
        List<Candidate> candidates = Candidates.in(text, sentences, vocabulary);
        Finding announced = Decision.decide(text, phrases, keywords, candidates);
        if (!(announced instanceof Finding.Nothing)) {
            return announced;
        }
        Finding lettered = LetteredCodes.find(text, sentences, keywords, phrases, vocabulary);
        return lettered instanceof Finding.Nothing
                ? Unannounced.find(text, sentences, candidates, vocabulary)
                : lettered;
    }
}
