package dev.postern.extraction.language;

import dev.postern.extraction.text.Addresses;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.BitSet;

/** Takes the endings off numbers in languages that decline them: Hungarian "604417-et", Finnish "604417:lla", Turkish "604417'yi". */
public final class NumberEndings {
    private static final int FEWEST_DIGITS = 3;
    private static final int LONGEST_ENDING = 6;
    private static final String MARKS = "-:'";

    private NumberEndings() {}

    /** The passage as it reads without them. */
    public static Passage without(Passage passage) {
        BitSet endings = endings(passage.text(), passage.vocabulary());
        return endings.isEmpty() ? passage : passage.without(endings);
    }

    private static BitSet endings(RenderedText text, Vocabulary vocabulary) {
        BitSet endings = new BitSet();
        Addresses addresses = new Addresses(text);
        int digits = 0;
        int i = 0;
        while (i < text.length()) {
            int addressEnd = addresses.endOf(i);
            if (addressEnd > i) {
                digits = 0;
                i = addressEnd;
                continue;
            }
            char c = text.at(i);
            int end = digits >= FEWEST_DIGITS && MARKS.indexOf(c) >= 0 ? wordEnd(text, i + 1) : i;
            if (end > i + 1 && isWhole(text, end) && vocabulary.has(Section.NUMBER_ENDING, text.part(i + 1, end))) {
                endings.set(i, end);
            }
            digits = Characters.digit(c) ? digits + 1 : 0;
            i++;
        }
        return endings;
    }

    /** Where the small letters end. */
    private static int wordEnd(RenderedText text, int start) {
        int end = start;
        while (Characters.word(text.at(end)) && !text.capital(end) && end - start <= LONGEST_ENDING) {
            end++;
        }
        return end;
    }

    private static boolean isWhole(RenderedText text, int end) {
        return !Characters.word(text.at(end)) && !Characters.digit(text.at(end)) && "-_@/=&+".indexOf(text.at(end)) < 0;
    }
}
