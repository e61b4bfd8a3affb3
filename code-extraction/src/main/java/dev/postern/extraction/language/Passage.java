package dev.postern.extraction.language;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.BitSet;

/** A text with its sentences and the known words, which every rule looks at. */
public record Passage(RenderedText text, Sentences sentences, Vocabulary vocabulary) {
    private static final int LONGEST_WORD = 24;

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

    /** This passage without the characters at these indexes. */
    public Passage without(BitSet characters) {
        return of(text.without(characters), vocabulary);
    }

    /** Whether a word of a section stands between two indexes. Takes time with the length between. */
    public boolean says(Section section, int from, int to) {
        int i = from;
        String previous = "";
        while (i < to) {
            char c = text.at(i);
            if (Characters.word(c)) {
                int end = i;
                while (end < to && Characters.word(text.at(end))) {
                    end++;
                }
                String word = end - i > LONGEST_WORD ? "" : text.part(i, end);
                if (vocabulary.has(section, word) || vocabulary.has(section, previous, word)) {
                    return true;
                }
                previous = word;
                i = end;
            } else if (Characters.unspaced(c)) {
                if (vocabulary.at(section, text, i) > 0) {
                    return true;
                }
                i++;
            } else {
                i++;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "Passage[***]";
    }
}
