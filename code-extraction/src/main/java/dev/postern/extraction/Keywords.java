package dev.postern.extraction;

import java.util.ArrayList;
import java.util.List;

/** Where the text announces a code. In the order of the text. */
final class Keywords {
    private static final int LONGEST_WORD = 32;
    private static final int NEAR_PASSWORD = 14;

    /**
     * One word that announces a code.
     *
     * @param warned whether it stands in a warning ("do not share this code"), where it announces only what it names
     */
    record Keyword(int start, int end, int sentence, boolean warned) {}

    private final RenderedText text;
    private final Sentences sentences;
    private final List<Keyword> found = new ArrayList<>();
    private int warnedSentence = -1;
    private String previous = "";
    private String beforePrevious = "";
    private int previousEnd = -1;
    private int passwordEnd = -NEAR_PASSWORD - 1;

    private Keywords(RenderedText text, Sentences sentences) {
        this.text = text;
        this.sentences = sentences;
    }

    static List<Keyword> in(RenderedText text, Sentences sentences) {
        Keywords keywords = new Keywords(text, sentences);
        keywords.read();
        return keywords.found;
    }

    private void read() {
        int i = 0;
        int sentence = -1;
        while (i < text.length()) {
            char c = text.at(i);
            if (c == '\n' || sentence < 0 || i >= sentences.end(sentence)) {
                sentence = sentences.at(i);
            }
            if (Characters.word(c)) {
                int end = wordEnd(i);
                word(i, end, sentence);
                i = end;
            } else if (Characters.unspaced(c)) {
                i = unspaced(i, sentence);
            } else {
                i++;
            }
        }
    }

    private int wordEnd(int start) {
        int end = start + 1;
        while (Characters.word(text.at(end)) || (text.at(end) == '\'' && text.has("t", end + 1))) {
            end++;
        }
        return end;
    }

    private void word(int start, int end, int sentence) {
        String word = end - start > LONGEST_WORD ? "" : text.part(start, end);
        boolean joined = start - previousEnd <= 2;
        String before = joined ? previous : "";
        if (Vocabulary.WARNINGS.contains(word)) {
            warnedSentence = sentence;
        }
        if (announces(word, before, start, end)) {
            found.add(new Keyword(start, end, sentence, warnedSentence == sentence));
        }
        beforePrevious = joined ? previous : "";
        previous = word;
        previousEnd = end;
    }

    private boolean announces(String word, String before, int start, int end) {
        // "code" in an address or a name such as code@host, /code/, code=
        if (text.at(start - 1) == '/' || text.at(start - 1) == '@' || text.at(end) == '@' || text.at(end) == '_') {
            return false;
        }
        if (Vocabulary.ONE_TIME_AFTER.contains(word)) {
            return start - passwordEnd <= NEAR_PASSWORD;
        }
        if (Vocabulary.PASSWORDS.contains(word)) {
            passwordEnd = end;
            return Vocabulary.ONE_TIME.contains(before) || Vocabulary.ONE_TIME.contains(beforePrevious);
        }
        if (!Vocabulary.KEYWORDS.contains(word) || Vocabulary.OTHER_CODES.contains(before)) {
            return false;
        }
        return !describedAsOther(end);
    }

    /** "code of conduct", "código de descuento". */
    private boolean describedAsOther(int end) {
        int i = end;
        for (int words = 0; words < 2; words++) {
            if (text.at(i) != ' ') {
                return false;
            }
            int start = i + 1;
            int stop = start;
            while (Characters.word(text.at(stop)) && stop - start < LONGEST_WORD) {
                stop++;
            }
            if (Vocabulary.AFTER_OTHER_CODES.contains(
                    text.part(Math.min(start, text.length()), Math.min(stop, text.length())))) {
                return true;
            }
            i = stop;
        }
        return false;
    }

    private int unspaced(int start, int sentence) {
        for (String warning : Vocabulary.UNSPACED_WARNINGS) {
            if (text.has(warning, start)) {
                warnedSentence = sentence;
            }
        }
        for (String keyword : Vocabulary.UNSPACED) {
            if (text.has(keyword, start)) {
                if (!otherBefore(start)) {
                    found.add(new Keyword(start, start + keyword.length(), sentence, warnedSentence == sentence));
                }
                return start + keyword.length();
            }
        }
        return start + 1;
    }

    private boolean otherBefore(int start) {
        int end = text.at(start - 1) == ' ' ? start - 1 : start;
        for (String other : Vocabulary.OTHER_UNSPACED) {
            if (text.has(other, end - other.length())) {
                return true;
            }
        }
        return false;
    }
}
