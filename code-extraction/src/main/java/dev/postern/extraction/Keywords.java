package dev.postern.extraction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the text announces a code. In the order of the text. */
final class Keywords {
    private static final int LONGEST_WORD = 32;
    private static final int NEAR_PASSWORD = 14;
    private static final int NEAR_DIGITS = 6;

    /**
     * One word that announces a code.
     *
     * @param generic whether it says nothing about the kind of the code
     * @param warned whether it stands in a warning ("do not share this code"), where it announces only what it names
     */
    record Keyword(int start, int end, int sentence, boolean generic, boolean warned) {}

    private static final byte PURPOSE = 1;
    private static final byte LOGIN = 2;
    private static final byte WARNED = 4;

    private final RenderedText text;
    private final Sentences sentences;
    private final List<Keyword> found = new ArrayList<>();
    /** What each sentence is about: the flags above. */
    private final byte[] about;

    private String previous = "";
    private String beforePrevious = "";
    private int previousEnd = -1;
    private int passwordEnd = -NEAR_PASSWORD - 1;

    private Keywords(RenderedText text, Sentences sentences) {
        this.text = text;
        this.sentences = sentences;
        this.about = new byte[sentences.count()];
    }

    static List<Keyword> in(RenderedText text, Sentences sentences) {
        Keywords keywords = new Keywords(text, sentences);
        keywords.read();
        keywords.found.removeIf(keywords::servesAnotherPurpose);
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
            // A blank or a mark between two sentences.
            if (sentence < 0) {
                i++;
            } else if (Characters.word(c)) {
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
        if (!joined) {
            previous = "";
            beforePrevious = "";
        }
        note(sentence, Vocabulary.WARNINGS.contains(word), WARNED);
        note(sentence, OtherCodes.purpose(word), PURPOSE);
        note(sentence, OtherCodes.login(word) || (word.equals("time") && previous.equals("one")), LOGIN);
        if (announces(word, start, end)) {
            add(start, end, sentence, Vocabulary.generic(word));
        } else if ((Vocabulary.PASSWORDS.contains(word) && !OtherCodes.lock(previous) && besideDigits(start, end))
                || headline(word, end)) {
            // A number right behind it is what is to be typed; one that is only near is not.
            found.add(new Keyword(start, end, sentence, false, true));
        }
        beforePrevious = previous;
        previous = word;
        previousEnd = end;
    }

    private void note(int sentence, boolean seen, byte flag) {
        if (seen) {
            about[sentence] |= flag;
        }
    }

    private void add(int start, int end, int sentence, boolean generic) {
        found.add(new Keyword(start, end, sentence, generic, (about[sentence] & WARNED) != 0));
    }

    private boolean announces(String word, int start, int end) {
        // "code" in an address or a name such as code@host, /code/, code=
        if (text.at(start - 1) == '/' || text.at(start - 1) == '@' || text.at(end) == '@' || text.at(end) == '_') {
            return false;
        }
        if (Vocabulary.ONE_TIME_AFTER.contains(word)) {
            return start - passwordEnd <= NEAR_PASSWORD;
        }
        if (Vocabulary.PASSWORDS.contains(word)) {
            passwordEnd = end;
            return Vocabulary.ONE_TIME.contains(previous) || Vocabulary.ONE_TIME.contains(beforePrevious);
        }
        if (!Vocabulary.KEYWORDS.contains(word) || OtherCodes.before(previous, beforePrevious)) {
            return false;
        }
        if (word.equals(Vocabulary.CAPITALS_ONLY) != text.capital(start + 1)
                && (word.equals(Vocabulary.CAPITALS_ONLY) || word.equals(Vocabulary.NEVER_CAPITALS))) {
            return false;
        }
        return !describedAsOther(end);
    }

    /** A password is rarely a number; one that is stands right beside the word. */
    private boolean besideDigits(int start, int end) {
        for (int i = end; i < end + NEAR_DIGITS && text.at(i) != '\n'; i++) {
            if (Characters.digit(text.at(i))) {
                return true;
            }
        }
        for (int i = start - 1; i > start - NEAR_PASSWORD && text.at(i) != '\n'; i--) {
            if (Characters.digit(text.at(i))) {
                return true;
            }
        }
        return false;
    }

    /** "Verification: 123456"; "your confirmation coce is 123456"; and "la ma", Vietnamese without its marks. */
    private boolean headline(String word, int end) {
        boolean misspelt = Vocabulary.HEADLINES.contains(previous) && text.has(" is ", end);
        boolean headline = Vocabulary.HEADLINES.contains(word)
                || (word.equals("number") && Vocabulary.HEADLINES.contains(previous));
        return (headline && text.at(end) == ':') || misspelt || (word.equals("ma") && previous.equals("la"));
    }

    /** "code of conduct", "código de descuento", "kod produktu". */
    private boolean describedAsOther(int end) {
        String first = wordAfter(end);
        return OtherCodes.after(first)
                || (OtherCodes.of(first) && OtherCodes.after(wordAfter(end + 1 + first.length())));
    }

    private String wordAfter(int end) {
        int start = end + 1;
        if (text.at(end) != ' ') {
            return "";
        }
        int stop = start;
        while (Characters.word(text.at(stop)) && stop - start < LONGEST_WORD) {
            stop++;
        }
        return stop == start ? "" : text.part(start, stop);
    }

    private int unspaced(int start, int sentence) {
        note(sentence, startsWithAny(Vocabulary.UNSPACED_WARNINGS, start) != null, WARNED);
        note(sentence, OtherCodes.purposeAt(text, start), PURPOSE);
        String keyword = startsWithAny(Vocabulary.UNSPACED, start);
        boolean generic = keyword == null;
        if (generic) {
            keyword = startsWithAny(Vocabulary.GENERIC_UNSPACED, start);
        }
        if (keyword == null) {
            return start + 1;
        }
        int end = start + keyword.length();
        if (!OtherCodes.endsAt(text, text.at(start - 1) == ' ' ? start - 1 : start)
                && !OtherCodes.startsAt(text, end)) {
            add(start, end, sentence, generic);
        }
        return end;
    }

    private @Nullable String startsWithAny(String[] words, int start) {
        for (String word : words) {
            if (text.has(word, start)) {
                return word;
            }
        }
        return null;
    }

    /** A discount, a parcel, a meeting: in its sentence or beside it, and nothing there about logging in. */
    private boolean servesAnotherPurpose(Keyword keyword) {
        if (!keyword.generic()) {
            return false;
        }
        boolean purpose = false;
        int from = Math.max(0, keyword.sentence() - 1);
        int to = Math.min(about.length - 1, keyword.sentence() + 1);
        for (int sentence = from; sentence <= to; sentence++) {
            if ((about[sentence] & LOGIN) != 0) {
                return false;
            }
            // "Do not share it with friends" speaks of a secret.
            purpose |= (about[sentence] & (PURPOSE | WARNED)) == PURPOSE;
        }
        return purpose;
    }
}
