package dev.postern.extraction.language;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.Arrays;

/**
 * Where sentences begin; a line break also ends one. A number belongs to the words of its own sentence. A line of marks, such as those
 * that frame a number, is none.
 */
public final class Sentences {
    private final int[] starts;
    private final int[] ends;

    private Sentences(int[] starts, int[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static Sentences of(RenderedText text, Vocabulary vocabulary) {
        int[] starts = new int[16];
        int[] ends = new int[16];
        int count = 0;
        int start = 0;
        boolean marks = true;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length() || endsSentence(text, i, vocabulary);
            if (!end) {
                marks &= !Character.isLetterOrDigit(text.at(i)) && !Character.isSurrogate(text.at(i));
                continue;
            }
            if (!marks) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                    ends = Arrays.copyOf(ends, count * 2);
                }
                starts[count] = start;
                ends[count] = i;
                count++;
            }
            start = i + 1;
            marks = true;
        }
        return new Sentences(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    /** These sentences after those of another text. They move by its length and the line break after it. */
    Sentences under(Sentences above, int offset) {
        int[] allStarts = Arrays.copyOf(above.starts, above.count() + count());
        int[] allEnds = Arrays.copyOf(above.ends, above.count() + count());
        for (int i = 0; i < count(); i++) {
            allStarts[above.count() + i] = offset + starts[i];
            allEnds[above.count() + i] = offset + ends[i];
        }
        return new Sentences(allStarts, allEnds);
    }

    /** The number of the sentence that holds this index; -1 for an index outside any sentence. */
    public int at(int index) {
        int found = Arrays.binarySearch(starts, index);
        int sentence = found >= 0 ? found : -found - 2;
        return sentence >= 0 && index < ends[sentence] ? sentence : -1;
    }

    public int count() {
        return starts.length;
    }

    public int start(int sentence) {
        return starts[sentence];
    }

    public int end(int sentence) {
        return ends[sentence];
    }

    private static boolean endsSentence(RenderedText text, int i, Vocabulary vocabulary) {
        return switch (text.at(i)) {
            case '\n', '。', '।', '؟', '！', '？', '｡' -> true;
            case '!', '?' -> true;
            case '.' -> stop(text, i, vocabulary);
            default -> false;
        };
    }

    private static boolean stop(RenderedText text, int i, Vocabulary vocabulary) {
        char next = text.at(i + 1);
        if (next != ' ' && next != '\n' && !Characters.unspaced(next)) {
            return false;
        }
        // "No. 12", "Rs. 500": a short word before and a number after.
        int letters = 0;
        while (letters < 4 && Characters.word(text.at(i - 1 - letters))) {
            letters++;
        }
        return !(letters > 0
                && letters < 4
                && (Characters.digit(text.at(i + 2)) || isVerbAt(text, i + 2, vocabulary))
                && vocabulary.has(Section.ABBREVIATION, text.part(i - letters, i)));
    }

    /** "Your lab no. is 123456". */
    private static boolean isVerbAt(RenderedText text, int start, Vocabulary vocabulary) {
        int end = start;
        while (end - start < 4 && Characters.word(text.at(end))) {
            end++;
        }
        return end > start && !text.capital(start) && vocabulary.has(Section.COPULA, text.part(start, end));
    }
}
