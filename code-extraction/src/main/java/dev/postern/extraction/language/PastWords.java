package dev.postern.extraction.language;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;

/** Tells of a number that the words right behind it are about a code that no longer counts: "Code 123456 was used". */
public final class PastWords {
    private static final int FARTHEST_TIME = 16;

    private PastWords() {}

    /** Whether such words stand right behind a number that ends at an index. */
    public static boolean follow(Passage passage, int end) {
        RenderedText text = passage.text();
        boolean blank = text.at(end) == ' ';
        int start = blank ? end + 1 : end;
        int length = blank || Characters.unspaced(text.at(end))
                ? passage.vocabulary().at(Section.OVER, text, start)
                : 0;
        return length > 0 && !isLimit(passage, start, start + length);
    }

    /** Thai and Vietnamese have one word for "expired" and for "expires in 3 minutes". */
    private static boolean isLimit(Passage passage, int start, int end) {
        RenderedText text = passage.text();
        int i = end;
        while (i - end < FARTHEST_TIME && !Characters.digit(text.at(i)) && ".!?\n".indexOf(text.at(i)) < 0) {
            i++;
        }
        return Characters.digit(text.at(i)) && passage.says(Section.LIMIT, start, end);
    }
}
