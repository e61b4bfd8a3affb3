package dev.postern.extraction.language;

import dev.postern.extraction.text.RenderedText;
import java.util.BitSet;

/** A text with its sentences and the known words, which every rule looks at. */
public record Passage(RenderedText text, Sentences sentences, Vocabulary vocabulary) {

    /** Splits a text into sentences. */
    public static Passage of(RenderedText text, Vocabulary vocabulary) {
        return new Passage(text, Sentences.of(text, vocabulary), vocabulary);
    }

    /** This passage below another one, with a line break between them. Its own sentences stay as they are. */
    public Passage under(Passage above) {
        return new Passage(
                text.under(above.text), sentences.under(above.sentences, above.text.length() + 1), vocabulary);
    }

    /**
     * This passage with words apart that were written without a blank between.
     *
     * @param places the indexes before which they part: at a capital letter by a line break, elsewhere by a blank
     */
    public Passage parted(BitSet places) {
        return of(text.parted(places), vocabulary);
    }

    @Override
    public String toString() {
        return "Passage[***]";
    }
}
