package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.ACT;
import static dev.postern.extraction.language.Section.DIGITS;
import static dev.postern.extraction.language.Section.ENDING;
import static dev.postern.extraction.language.Section.FIGURES;
import static dev.postern.extraction.language.Section.HEADLINE;
import static dev.postern.extraction.language.Section.KEYWORD;
import static dev.postern.extraction.language.Section.KEYWORD_PHRASE;
import static dev.postern.extraction.language.Section.LOCK;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.LOGIN_KEYWORD;
import static dev.postern.extraction.language.Section.NEVER_IN_CAPITALS;
import static dev.postern.extraction.language.Section.ONE_TIME;
import static dev.postern.extraction.language.Section.ONE_TIME_AFTER;
import static dev.postern.extraction.language.Section.ONLY_IN_CAPITALS;
import static dev.postern.extraction.language.Section.OTHER_CODE_AFTER;
import static dev.postern.extraction.language.Section.OTHER_CODE_BEFORE;
import static dev.postern.extraction.language.Section.OTHER_CODE_JOINED;
import static dev.postern.extraction.language.Section.OTHER_CODE_OF;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.PASSWORD;
import static dev.postern.extraction.language.Section.POINTER;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.REFERENCE;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The places where the text announces a code, in the order of the text. */
final class Keywords {
    private static final int LONGEST_WORD = 32;
    private static final int NEAR_PASSWORD = 14;
    private static final int NEAR_DIGITS = 6;
    private static final int MOST_LINKS = 2;
    private static final int LONGEST_CODE = 8;
    private static final int FARTHEST_LOCK = 60;

    /**
     * One word that announces a code.
     *
     * @param generic whether it says nothing about the kind of the code
     * @param warned whether it stands in a warning ("do not share this code"), where it announces only what it names
     */
    record Keyword(int start, int end, int sentence, boolean generic, boolean warned) {}

    private final Passage passage;
    private final RenderedText text;
    private final Sentences sentences;
    private final Vocabulary vocabulary;
    private final List<Keyword> found = new ArrayList<>();
    private final Matters matters;

    private String previous = "";
    private String beforePrevious = "";
    private int previousEnd = -1;
    private int passwordEnd = -NEAR_PASSWORD - 1;

    private Keywords(Passage passage) {
        this.passage = passage;
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.vocabulary = passage.vocabulary();
        this.matters = new Matters(passage);
    }

    /**
     * Reads the words.
     *
     * @param candidates the numbers of the passage
     */
    static List<Keyword> in(Passage passage, List<Candidate> candidates) {
        Keywords keywords = new Keywords(passage);
        keywords.read();
        int longest =
                candidates.stream().mapToInt(one -> one.value().length()).max().orElse(LONGEST_CODE);
        keywords.found.removeIf(one -> keywords.matters.areOther(one) || keywords.matters.areSomebodys(one, longest));
        return keywords.found;
    }

    private void read() {
        int i = 0;
        int next = 0;
        while (i < text.length()) {
            char c = text.at(i);
            while (next < sentences.count() && i >= sentences.end(next)) {
                next++;
            }
            int sentence = next < sentences.count() && i >= sentences.start(next) ? next : -1;
            // This is a blank or a mark between two sentences.
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
        char c = text.at(end);
        while (Characters.word(c) || (c == '\'' && text.at(end + 1) == 't')) {
            end++;
            c = text.at(end);
        }
        return end;
    }

    private void word(int start, int end, int sentence) {
        String word = end - start > LONGEST_WORD ? "" : text.part(start, end);
        // "reference/OTP 123456" names two things.
        boolean joined = start - previousEnd <= 2 && ",;./".indexOf(text.at(previousEnd)) < 0;
        if (!joined) {
            previous = "";
            beforePrevious = "";
        }
        Set<Section> its = vocabulary.sectionsOf(word);
        if (its != null) {
            knownWord(word, its, start, end, sentence);
        } else if (misspelt(end)) {
            found.add(new Keyword(start, end, sentence, false, true));
        } else {
            matters.noteStrange(start, end);
        }
        beforePrevious = previous;
        previous = word;
        previousEnd = end;
    }

    private void knownWord(String word, Set<Section> its, int start, int end, int sentence) {
        matters.note(sentence, its, previous, word);
        if (announces(word, start, end)) {
            // "temporary code", but not "use code"
            boolean once = vocabulary.has(ONE_TIME, previous) && !vocabulary.has(ACT, previous);
            add(start, end, sentence, vocabulary.isGeneric(word) && !once);
        } else if (its.contains(DIGITS) && forLogin(word, end, sentence)) {
            add(start, purposeEnd(end), sentence, false);
        } else if ((its.contains(PASSWORD) && !opensElse(start, sentence) && besideDigits(start, end))
                || (its.contains(FIGURES) && besideDigits(start, end) && !endsLonger())
                || (headline(word, end) && !(its.contains(DIGITS) && isAboutElse(sentence)))
                || (!its.contains(DIGITS) && misspelt(end))) {
            // A number right behind it is to be typed; one that is only near is not.
            found.add(new Keyword(start, end, sentence, false, true));
        }
    }

    /** "verification number", "digits to sign in", "número de acceso". */
    private boolean forLogin(String word, int end, int sentence) {
        // Those who book or pay have confirmation numbers, too.
        if (vocabulary.has(HEADLINE, previous) && (isReferenceBehind(end) || isAboutElse(sentence))) {
            return false;
        }
        // "order verification number", "Bestätigungsnummer Ihrer Buchung"
        String behind = wordAfter(end);
        if (isOfThing(beforePrevious) || isOfThing(behind) || isOfThing(wordAfter(end + 1 + behind.length()))) {
            return false;
        }
        if (vocabulary.isLoginDigits(word)
                || vocabulary.has(ONE_TIME, previous)
                || vocabulary.has(PURPOSE, beforePrevious, previous)
                || (isForLogin(previous) && !vocabulary.has(REFERENCE, previous))) {
            return true;
        }
        int from = end;
        for (int words = 0; words <= MOST_LINKS; words++) {
            String next = wordAfter(from);
            if ((isForLogin(next) && !vocabulary.has(REFERENCE, next))
                    || (words == 0 && vocabulary.has(ONE_TIME, next))) {
                return true;
            }
            if (!vocabulary.has(OTHER_CODE_OF, next) && !vocabulary.has(POINTER, next)) {
                return false;
            }
            from += 1 + next.length();
        }
        return false;
    }

    /** Where "digits to sign in" ends; at the word itself when no purpose follows. */
    private int purposeEnd(int end) {
        int from = end;
        for (int words = 0; words <= MOST_LINKS; words++) {
            String next = wordAfter(from);
            from += 1 + next.length();
            if (isForLogin(next)) {
                return from;
            }
            if (!vocabulary.has(OTHER_CODE_OF, next) && !vocabulary.has(POINTER, next)) {
                return end;
            }
        }
        return end;
    }

    /** "Table for six - confirmation number 88213": what it confirms stands in its sentence or the one before. */
    private boolean isAboutElse(int sentence) {
        return passage.says(OTHER_PURPOSE, sentences.start(Math.max(0, sentence - 1)), sentences.end(sentence));
    }

    /** Whether letters or more digits than a code has follow right behind. */
    private boolean isReferenceBehind(int end) {
        int start = end;
        while (start - end < NEAR_DIGITS && !Characters.digit(text.at(start)) && !text.capital(start)) {
            start++;
        }
        int stop = start;
        boolean letter = false;
        boolean digit = false;
        while (Characters.asciiLetterOrDigit(text.at(stop)) && stop - start < LONGEST_WORD) {
            letter |= Characters.asciiLetter(text.at(stop));
            digit |= Characters.digit(text.at(stop));
            stop++;
        }
        return digit && (letter || stop - start > LONGEST_CODE);
    }

    private boolean isOfThing(String word) {
        return vocabulary.has(REFERENCE, word)
                || (vocabulary.has(OTHER_PURPOSE, word) && !vocabulary.has(PURPOSE, word));
    }

    private boolean isForLogin(String word) {
        return vocabulary.has(LOGIN, word) || vocabulary.has(PURPOSE, word);
    }

    private void add(int start, int end, int sentence, boolean generic) {
        found.add(new Keyword(start, end, sentence, generic, matters.isWarned(sentence)));
    }

    private boolean announces(String word, int start, int end) {
        // "code" in an address or a name such as code@host, /code/, code=
        boolean inPath = text.at(start - 1) == '/' && !isOtherName(start - 1, end);
        if (inPath || text.at(start - 1) == '@' || text.at(end) == '@' || text.at(end) == '_') {
            return false;
        }
        if (start - passwordEnd <= NEAR_PASSWORD && vocabulary.has(ONE_TIME_AFTER, word)) {
            return true;
        }
        if (vocabulary.has(PASSWORD, word)) {
            passwordEnd = end;
            return vocabulary.has(ONE_TIME, previous) || vocabulary.has(ONE_TIME, beforePrevious);
        }
        if (!vocabulary.isKeyword(word)
                || vocabulary.has(OTHER_CODE_BEFORE, previous)
                || vocabulary.has(OTHER_CODE_BEFORE, beforePrevious, previous)) {
            return false;
        }
        int tail = vocabulary.keywordTail(word);
        // In a compound only the last word is in capitals: "pushTAN".
        boolean capitals = tail == 0 ? text.capital(start + 1) : text.capital(end - 1) && !text.capital(end - tail - 1);
        String written = word.substring(tail == 0 ? 0 : word.length() - tail);
        if (vocabulary.lists(capitals ? NEVER_IN_CAPITALS : ONLY_IN_CAPITALS, written)) {
            return false;
        }
        return !describedAsOther(end);
    }

    /** "PIN/OTP: 123456": a word of its own stands before the stroke. */
    private boolean isOtherName(int stroke, int end) {
        int start = text.wordStart(stroke, LONGEST_WORD);
        return start < stroke && text.at(start - 1) == ' ' && " :".indexOf(text.at(end)) >= 0;
    }

    /** "the last four digits": those of a card. */
    private boolean endsLonger() {
        return vocabulary.has(ENDING, previous) || vocabulary.has(ENDING, beforePrevious);
    }

    /** "WLAN, user room204, password 884217": what it opens stands before it in its sentence. */
    private boolean opensElse(int start, int sentence) {
        return vocabulary.has(LOCK, previous)
                || vocabulary.has(OTHER_CODE_BEFORE, previous)
                || passage.says(LOCK, Math.max(sentences.start(sentence), start - FARTHEST_LOCK), start);
    }

    /** Whether digits stand right beside the word. A password is rarely a number, and one that is stands there. */
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

    /** "Verification: 123456". */
    private boolean headline(String word, int end) {
        // The cheap tests come first, since every word is tested.
        boolean headline =
                text.at(end) == ':' && (vocabulary.has(HEADLINE, word) || vocabulary.has(HEADLINE, previous, word));
        return headline || vocabulary.has(KEYWORD_PHRASE, previous, word);
    }

    /** Whether the word that ends here is a misspelt keyword: "Your confirmation coce is 123456". */
    private boolean misspelt(int end) {
        return text.at(end + 1) == 'i' && text.has(" is ", end) && vocabulary.has(HEADLINE, previous);
    }

    /** "code of conduct", "código de descuento", "code SMS de la porte", "kod produktu". */
    private boolean describedAsOther(int end) {
        int from = end;
        String word = wordAfter(from);
        if (vocabulary.has(ONE_TIME, word)) {
            from += 1 + word.length();
            word = wordAfter(from);
        }
        for (int links = 0; links < 2 && vocabulary.has(OTHER_CODE_OF, word); links++) {
            from += 1 + word.length();
            word = wordAfter(from);
        }
        return vocabulary.has(OTHER_CODE_AFTER, word);
    }

    /** The word behind a blank, or behind the apostrophe of "l'immeuble". */
    private String wordAfter(int end) {
        int start = end + 1;
        if (text.at(end) != ' ' && text.at(end) != '\'') {
            return "";
        }
        int stop = text.wordEnd(start, LONGEST_WORD);
        return stop == start ? "" : text.part(start, stop);
    }

    private int unspaced(int start, int sentence) {
        matters.note(sentence, start);
        int length = vocabulary.at(LOGIN_KEYWORD, text, start);
        boolean generic = length == 0;
        if (generic) {
            length = vocabulary.at(KEYWORD, text, start);
        }
        if (length == 0 && behindLogin(start)) {
            length = vocabulary.at(DIGITS, text, start);
            generic = false;
        }
        if (length == 0) {
            return start + 1;
        }
        int end = start + length;
        // "三菱銀行 ワンタイムパスワード": a name stands before a word that only codes for signing in have.
        if (!otherCodeEndsAt(generic && text.at(start - 1) == ' ' ? start - 1 : start)
                && vocabulary.at(OTHER_CODE_AFTER, text, end) == 0) {
            add(start, end, sentence, generic);
        }
        return end;
    }

    /** Whether a word about logging in ends there or a particle before: "確認用の数字". */
    private boolean behindLogin(int end) {
        for (int i = end; i >= end - MOST_LINKS; i--) {
            if (vocabulary.endsAt(LOGIN, text, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean otherCodeEndsAt(int end) {
        return vocabulary.endsAt(OTHER_CODE_BEFORE, text, end) || vocabulary.endsAt(OTHER_CODE_JOINED, text, end);
    }
}
