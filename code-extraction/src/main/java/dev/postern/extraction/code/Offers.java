package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.LOGIN;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;

/** Tells the codes of offers, which have letters too, by the percentage that is told beside them. */
final class Offers {
    private static final int FARTHEST = 80;

    private final Passage passage;
    private final RenderedText text;
    private final Sentences sentences;

    Offers(Passage passage) {
        this.passage = passage;
        this.text = passage.text();
        this.sentences = passage.sentences();
    }

    /** Whether the word between two indexes is the code of an offer. */
    boolean has(int start, int end) {
        return isDiscount(start, end) || isInOffer(start);
    }

    /** Whether "SUMMER20" stands in a message that says "20 %". Looks on both sides within the length of a sentence. */
    private boolean isDiscount(int start, int end) {
        int digits = end;
        while (digits > start && Characters.digit(text.at(digits - 1))) {
            digits--;
        }
        int length = end - digits;
        if (length == 0 || length > 2) {
            return false;
        }
        String number = text.part(digits, end);
        for (int i = Math.max(0, start - FARTHEST); i < Math.min(text.length(), end + FARTHEST); i++) {
            if (text.at(i) == '%') {
                int last = text.at(i - 1) == ' ' ? i - 1 : i;
                if (text.has(number, last - length) && !Characters.digit(text.at(last - length - 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** "-45 % with the code KX7PBS4": its sentence has a percentage and says nothing about logging in. */
    private boolean isInOffer(int start) {
        int sentence = sentences.at(start);
        if (sentence < 0) {
            return false;
        }
        int from = Math.max(sentences.start(sentence), start - FARTHEST);
        int to = Math.min(sentences.end(sentence), start + FARTHEST);
        return text.part(from, to).indexOf('%') >= 0 && !passage.says(LOGIN, from, to);
    }
}
