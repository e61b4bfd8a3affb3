package dev.postern.extraction.language;

import static dev.postern.extraction.language.Section.ACT;
import static dev.postern.extraction.language.Section.BINDER;
import static dev.postern.extraction.language.Section.COPULA;
import static dev.postern.extraction.language.Section.INTRODUCER;
import static dev.postern.extraction.language.Section.LOGIN;

import dev.postern.extraction.text.Addresses;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.BitSet;

/**
 * Parts a number from the words that were glued to it when somebody took the markup or the line breaks away:
 * "482913Do not share", "codeis604417". Letters that belong to a code are left where they are: "482913KX", "G482913".
 */
public final class GluedWords {
    private static final int FEWEST_DIGITS = 4;
    private static final int MOST_DIGITS = 8;
    private static final int GROUP = 3;
    private static final int LONGEST_WORD = 40;
    private static final int SHORTEST_PLAIN = 4;
    private static final String VOWELS = "aeiouy";
    private static final Section[] BEFORE = {COPULA, BINDER, INTRODUCER, LOGIN, ACT};

    private final RenderedText text;
    private final Vocabulary vocabulary;
    private final BitSet places = new BitSet();

    private GluedWords(Passage passage) {
        this.text = passage.text();
        this.vocabulary = passage.vocabulary();
    }

    /** The passage with a blank between a number and a word, and with a line break before a new sentence. */
    public static Passage parted(Passage passage) {
        BitSet places = new GluedWords(passage).places();
        return places.isEmpty() ? passage : passage.parted(places);
    }

    private BitSet places() {
        Addresses addresses = new Addresses(text);
        int i = 0;
        while (i < text.length()) {
            int addressEnd = addresses.endOf(i);
            if (addressEnd > i) {
                i = addressEnd;
            } else if (Characters.digit(text.at(i))) {
                int end = digitsEnd(i);
                if (end - i <= MOST_DIGITS && (end - i >= FEWEST_DIGITS || secondGroup(i, end))) {
                    partBefore(i);
                    if (wordAfter(end)) {
                        places.set(end);
                    }
                }
                i = end;
            } else {
                i++;
            }
        }
        return places;
    }

    private int digitsEnd(int start) {
        int end = start;
        while (Characters.digit(text.at(end))) {
            end++;
        }
        return end;
    }

    /** The second half of 604-417. */
    private boolean secondGroup(int start, int end) {
        return end - start == GROUP
                && (text.at(start - 1) == '-' || text.at(start - 1) == ' ')
                && Characters.digit(text.at(start - 2))
                && Characters.digit(text.at(start - 4))
                && !Characters.digit(text.at(start - 5));
    }

    private boolean wordAfter(int start) {
        int end = start;
        boolean vowel = false;
        boolean small = true;
        while (Characters.word(text.at(end)) && end - start <= LONGEST_WORD) {
            vowel |= VOWELS.indexOf(text.at(end)) >= 0;
            small &= end == start || !text.capital(end);
            end++;
        }
        int length = end - start;
        if (length < 2 || length > LONGEST_WORD || !small || joins(text.at(end))) {
            return false;
        }
        // Codes of mixed letters end here; a sentence goes on.
        boolean goesOn = text.at(end) == ' ' && Character.isLetterOrDigit(text.at(end + 1));
        return vocabulary.knows(text.part(start, end))
                || (text.capital(start) && goesOn)
                || (length >= SHORTEST_PLAIN && vowel && !text.capital(start));
    }

    private void partBefore(int end) {
        int start = end;
        boolean small = true;
        while (Characters.word(text.at(start - 1)) && end - start <= LONGEST_WORD) {
            start--;
            small &= start == end - 1 || !text.capital(start + 1);
        }
        int length = end - start;
        if (length < 2 || length > LONGEST_WORD || joins(text.at(start - 1))) {
            return;
        }
        String word = text.part(start, end);
        if (vocabulary.isKeyword(word) || (small && says(word))) {
            places.set(end);
        } else if (small) {
            partKeyword(word, start);
        }
    }

    private boolean says(String word) {
        for (Section section : BEFORE) {
            if (vocabulary.has(section, word)) {
                return true;
            }
        }
        return false;
    }

    /** "yourconfirmationcodeis604417": a keyword at the end of glued words, perhaps with a word such as "is" behind it. */
    private void partKeyword(String word, int start) {
        for (int end = word.length(); end >= word.length() - GROUP && end > SHORTEST_PLAIN; end--) {
            if (end < word.length() && !vocabulary.has(COPULA, word.substring(end))) {
                continue;
            }
            for (int keyword = 1; keyword <= end - GROUP; keyword++) {
                if (vocabulary.listsKeyword(word.substring(keyword, end))) {
                    places.set(start + keyword);
                    places.set(start + end);
                    places.set(start + word.length());
                    return;
                }
            }
        }
    }

    private static boolean joins(char c) {
        return Characters.digit(c) || "-_@/=#&+".indexOf(c) >= 0;
    }
}
