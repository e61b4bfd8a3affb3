package dev.postern.extraction.language;

import dev.postern.extraction.text.RenderedText;
import java.util.List;

/** Tells of a number that the words right beside it are about its use: "123456 to sign in", "type in the app: 123456". */
public final class UseWords {
    private static final int LONGEST_WORD = 24;
    private static final int WORDS_OF_A_WARNING = 3;
    private static final int WORDS_TO_VERB = 3;
    private static final int LONGEST_LINK = 3;

    /** What a code is for: "to sign in", "for the payment". */
    private static final List<Section> USES =
            List.of(Section.PURPOSE, Section.LOGIN, Section.ACT, Section.TRANSACTION_KIND);

    private UseWords() {}

    /** "123456 to sign in", "123456 do not share it": words right behind a number that ends there, without a mark between. */
    public static boolean follow(Passage passage, int end) {
        RenderedText text = passage.text();
        if (text.at(end) != ' ') {
            return false;
        }
        int stop = text.wordEnd(end + 1, LONGEST_WORD);
        if (passage.vocabulary().has(Section.POINTER, text.part(end + 1, stop)) && text.at(stop) == ' ') {
            int use = stop + 1;
            int useEnd = text.wordEnd(use, LONGEST_WORD);
            return USES.stream().anyMatch(section -> passage.says(section, use, useEnd));
        }
        for (int words = 1; words < WORDS_OF_A_WARNING && text.at(stop) == ' '; words++) {
            stop = text.wordEnd(stop + 1, LONGEST_WORD);
        }
        return passage.says(Section.WARNING, end + 1, stop);
    }

    /** "Type in the app: 123456": between the verb and a number that starts there stands only where to type it. */
    public static boolean typedOnScreen(Passage passage, int start) {
        RenderedText text = passage.text();
        int i = start - 1;
        boolean screen = false;
        for (int words = 0; words <= WORDS_TO_VERB && " :".indexOf(text.at(i)) >= 0; words++) {
            while (i > 0 && " :".indexOf(text.at(i)) >= 0) {
                i--;
            }
            int from = text.wordStart(i + 1, LONGEST_WORD);
            String word = text.part(from, i + 1);
            if (screen && passage.vocabulary().has(Section.ACT, word)) {
                return true;
            }
            boolean where = passage.vocabulary().has(Section.SCREEN, word);
            if (!where && word.length() > LONGEST_LINK) {
                return false;
            }
            screen |= where;
            i = from - 1;
        }
        return false;
    }
}
