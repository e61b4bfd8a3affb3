package dev.postern.extraction.language;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;

/**
 * Tells that a word for a code is followed by what the code belongs to, in words that no pack has: "kód od vrat je 4471", "codul de la
 * vilă: 3391". A word with a capital may be the
 * sender's name, so it does not count, nor does one of a script without capitals.
 */
public final class Belonging {
    private static final int MOST_WORDS = 4;
    private static final int LONGEST_WORD = 24;
    private static final int SHORTEST_NOUN = 4;

    private Belonging() {}

    /** Whether a strange word stands between the end of a keyword and what says which number it is. */
    public static boolean follows(Passage passage, int end) {
        RenderedText text = passage.text();
        Vocabulary vocabulary = passage.vocabulary();
        boolean strange = false;
        int from = end;
        for (int words = 0; words < MOST_WORDS; words++) {
            int start = from + 1;
            int stop = " '-".indexOf(text.at(from)) >= 0 ? text.wordEnd(start, LONGEST_WORD) : start;
            if (stop == start) {
                break;
            }
            String word = text.part(start, stop);
            if (vocabulary.has(Section.COPULA, word) && !vocabulary.has(Section.OTHER_CODE_OF, word)) {
                return strange;
            }
            strange |= isStrange(vocabulary, text, start, stop);
            from = stop;
        }
        int mark = text.at(from) == ' ' ? from + 1 : from;
        return strange && (":=-–".indexOf(text.at(mark)) >= 0 || Characters.digit(text.at(mark)));
    }

    /** Whether the thing that a code belongs to stands right before a keyword: "Zone code 22014". */
    public static boolean precedes(Passage passage, int start) {
        RenderedText text = passage.text();
        String word = text.at(start - 1) == ' ' ? text.part(text.wordStart(start - 1, LONGEST_WORD), start - 1) : "";
        return passage.vocabulary().has(Section.REFERENCE, word)
                && !passage.vocabulary().has(Section.OWNED, word);
    }

    /** Whether a compound that announces a code begins with a strange word: "Hyttekode". */
    public static boolean begins(Passage passage, int start, int end) {
        String word = passage.text().part(start, end);
        int tail = passage.vocabulary().keywordTail(word);
        int front = end - tail;
        return tail > 0
                && front - start >= SHORTEST_NOUN
                && passage.text().at(front - 1) != '-'
                && !passage.vocabulary().startsAnyWord(word.substring(0, word.length() - tail));
    }

    private static boolean isStrange(Vocabulary vocabulary, RenderedText text, int start, int end) {
        String word = text.part(start, end);
        return end - start >= SHORTEST_NOUN
                && Character.toUpperCase(text.at(start)) != text.at(start)
                && !text.capital(start)
                && !vocabulary.knows(word)
                && !vocabulary.has(Section.EVERYDAY, word);
    }
}
