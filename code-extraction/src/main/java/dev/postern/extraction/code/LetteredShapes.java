package dev.postern.extraction.code;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.stream.IntStream;

/**
 * Tells by their letters alone what words that could be codes look like. Each question looks at one word, and words
 * that are too long for a code end the look.
 */
final class LetteredShapes {
    /** The longest word that is looked at, with its dashes. */
    static final int LONGEST = 40;

    private static final int GROUP = 4;
    private static final int FEWEST_WORDS = 3;
    private static final int MOST_WORDS = 6;
    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_GENERATED = 6;
    private static final int LONGEST_GENERATED = 16;
    private static final int MOST_GROUPS = 3;
    private static final int JUMBLED = 8;
    private static final int PAIR = 2;
    private static final int FEWEST_SPACED = 4;
    private static final int MOST_SPACED = 8;
    private static final int CLUSTER = 3;
    private static final String VOWELS = "aeiouy";

    private final RenderedText text;

    LetteredShapes(RenderedText text) {
        this.text = text;
    }

    /** Where a run of letters and digits ends. */
    int runEnd(int start) {
        int end = start;
        while (Characters.asciiLetterOrDigit(text.at(end))) {
            end++;
        }
        return end;
    }

    /** Whether there is a letter. Dates and telephone numbers have none, and the dashes of a code. */
    boolean lettered(int start, int end) {
        return IntStream.range(start, end).anyMatch(i -> Characters.asciiLetter(text.at(i)));
    }

    /**
     * Where the word ends that begins here: one run; two of three or four characters with a dash between, K9X-4B2;
     * small words, plum-otter-fern-gate; or several runs that look generated, K9X-4B2-7QW.
     */
    int end(int start) {
        int end = runEnd(start);
        if (text.at(end) != '-' && text.at(end) != '_') {
            return end;
        }
        int chain = chainEnd(start);
        if (memorable(start, chain) > 0 || generated(start, chain)) {
            return chain;
        }
        if (text.at(end) == '-' && end - start <= GROUP && end - start >= GROUP - 1) {
            int second = runEnd(end + 1);
            boolean alike = second - end - 1 == end - start;
            return alike ? second : end;
        }
        return end;
    }

    private int chainEnd(int start) {
        int end = runEnd(start);
        while ((text.at(end) == '-' || text.at(end) == '_')
                && Characters.asciiLetterOrDigit(text.at(end + 1))
                && end - start <= LONGEST) {
            end = runEnd(end + 1);
        }
        return end;
    }

    /** How many small words with dashes between these are, a code made for people to remember; 0 for anything else. */
    int words(int start, int end) {
        int parts = memorable(start, end);
        return parts > 0 && !hasDigits(start, end) ? parts : 0;
    }

    /** kestrel-47-amber: small words and one number of two or three digits. A year has four. */
    boolean wordsAndNumber(int start, int end) {
        return memorable(start, end) > 0 && hasDigits(start, end);
    }

    /** How many parts this has if they are small words, one number among them at most; 0 for anything else. */
    private int memorable(int start, int end) {
        int parts = 0;
        int numbers = 0;
        int from = start;
        for (int i = start; i <= end && end - start <= LONGEST; i++) {
            if (i == end || text.at(i) == '-') {
                boolean number = isSmallNumber(from, i);
                if (!number && !isSmallWord(from, i)) {
                    return 0;
                }
                numbers += number ? 1 : 0;
                parts++;
                from = i + 1;
            }
        }
        return parts >= FEWEST_WORDS && parts <= MOST_WORDS && numbers <= 1 ? parts : 0;
    }

    private boolean isSmallWord(int start, int end) {
        return end - start >= SHORTEST_WORD
                && IntStream.range(start, end).allMatch(i -> Characters.asciiLetter(text.at(i)) && !text.capital(i));
    }

    private boolean isSmallNumber(int start, int end) {
        return (end - start == PAIR || end - start == SHORTEST_WORD)
                && IntStream.range(start, end).allMatch(i -> Characters.digit(text.at(i)));
    }

    /**
     * Several runs with dashes between of which no reader would say that they are words: rTQH-Xvvp2n, q8d2k-7m4xz. Each
     * run with letters and digits, or with capitals among its small letters, speaks for it, and so does it when none can be spoken
     * (hwzq-bkln); an ordinary word against.
     */
    boolean generated(int start, int end) {
        if (end - start > LONGEST || end - start <= SHORTEST_GENERATED) {
            return false;
        }
        int characters = 0;
        boolean mixed = false;
        boolean spoken = false;
        int group = start;
        for (int i = start; i <= end; i++) {
            if (i == end || text.at(i) == '-' || text.at(i) == '_') {
                if (ordinary(group, i)) {
                    return false;
                }
                mixed |= mixed(group, i);
                spoken |= i - group < SHORTEST_WORD || !unspeakable(group, i);
                characters += i - group;
                group = i + 1;
            }
        }
        return group > start
                && runEnd(start) < end
                && (mixed || !spoken || numbered(start, end))
                && characters >= SHORTEST_GENERATED
                && characters <= LONGEST_GENERATED;
    }

    /** Capitals and digits, each in groups of their own: BR-8830-K. */
    private boolean numbered(int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += Characters.digit(text.at(i)) ? 1 : 0;
            if (!Characters.digit(text.at(i)) && !text.capital(i) && text.at(i) != '-') {
                return false;
            }
        }
        return digits >= SHORTEST_WORD;
    }

    /** Three letters and more that can be spoken: "COVID", "Wi-Fi". Single letters and clusters cannot. */
    private boolean ordinary(int start, int end) {
        for (int i = start; i < end; i++) {
            if (Characters.digit(text.at(i)) || (i > start && text.capital(i) && !text.capital(i - 1))) {
                return false;
            }
        }
        return end - start >= SHORTEST_WORD && !unspeakable(start, end);
    }

    /** Letters and digits in turn, or a capital behind a small letter. "5G" is a word. */
    private boolean mixed(int start, int end) {
        int changes = 0;
        for (int i = start + 1; i < end; i++) {
            boolean kinds = Characters.digit(text.at(i)) != Characters.digit(text.at(i - 1));
            changes += kinds || (text.capital(i) && !text.capital(i - 1)) ? 1 : 0;
        }
        return changes > 1 || (changes == 1 && end - start > GROUP - 1);
    }

    /** A204: a turn in a queue, a gate, a seat. */
    boolean turn(int start, int end) {
        boolean turn = end - start == GROUP && Characters.asciiLetter(text.at(start));
        for (int i = start + 1; i < end; i++) {
            turn &= Characters.digit(text.at(i));
        }
        return turn;
    }

    /** BREW25, SPIN100: letters that can be spoken, and one or two digits behind them, or a round number. */
    boolean wordAndNumber(int start, int end) {
        int letters = end;
        while (letters > start && Characters.digit(text.at(letters - 1))) {
            letters--;
        }
        boolean small = end - letters < SHORTEST_WORD || (end - letters == SHORTEST_WORD && text.at(end - 1) == '0');
        return end > letters && small && ordinary(start, letters);
    }

    /** Whether these letters have no vowel, or three consonants in a row: KVXM. */
    boolean unspeakable(int start, int end) {
        int cluster = 0;
        int longest = 0;
        boolean vowel = false;
        for (int i = start; i < end; i++) {
            boolean spoken = VOWELS.indexOf(text.at(i)) >= 0;
            vowel |= spoken;
            cluster = spoken || text.at(i) == '-' ? 0 : cluster + 1;
            longest = Math.max(longest, cluster);
        }
        return !vowel || (end - start <= GROUP && longest >= CLUSTER);
    }

    /** Where a code ends that is written with blanks: "7 k 2 m q 9", "KM7 2QP"; the start when there is none. */
    int spacedEnd(int start) {
        int groups = groupsEnd(start);
        return groups > start ? groups : singlesEnd(start);
    }

    /** "KM7 2QP", "Q4 X7 9K": two or three groups of one length, of capitals and digits, with a digit in each; of two characters, three. */
    private int groupsEnd(int start) {
        int length = runEnd(start) - start;
        int end = length < PAIR || length > GROUP || !isGroup(start) ? start : start + length;
        int groups = end > start ? 1 : 0;
        while (groups > 0 && text.at(end) == ' ' && isGroup(end + 1)) {
            int next = runEnd(end + 1);
            if (next - end - 1 != length || groups == MOST_GROUPS) {
                return start;
            }
            groups++;
            end = next;
        }
        boolean enough = length == PAIR ? groups == MOST_GROUPS : groups > 1;
        return enough && hasLetter(start, end) ? end : start;
    }

    /** Whether a run of capitals and digits with a digit among them begins here. */
    private boolean isGroup(int start) {
        boolean digit = false;
        int end = runEnd(start);
        for (int i = start; i < end && i - start <= GROUP; i++) {
            digit |= Characters.digit(text.at(i));
            if (!Characters.digit(text.at(i)) && !text.capital(i)) {
                return false;
            }
        }
        return digit;
    }

    private boolean hasLetter(int start, int end) {
        for (int i = start; i < end; i++) {
            if (Characters.asciiLetter(text.at(i))) {
                return true;
            }
        }
        return false;
    }

    private int singlesEnd(int start) {
        int end = start;
        int characters = 0;
        int digits = 0;
        boolean capitals = true;
        while (characters <= MOST_SPACED
                && Characters.asciiLetterOrDigit(text.at(end))
                && !Characters.asciiLetterOrDigit(text.at(end + 1))) {
            characters++;
            digits += Characters.digit(text.at(end)) ? 1 : 0;
            capitals &= text.capital(end) || Characters.digit(text.at(end));
            if (text.at(end + 1) != ' '
                    || !Characters.asciiLetterOrDigit(text.at(end + 2))
                    || Characters.asciiLetterOrDigit(text.at(end + 3))) {
                end++;
                break;
            }
            end += 2;
        }
        boolean letters = digits < characters && (digits > 0 || capitals);
        return characters >= FEWEST_SPACED && characters <= MOST_SPACED && letters ? end : start;
    }

    /** Whether the line below holds another one as long and with a digit, so that both are of a list: codes to recover an account. */
    boolean listed(int start, int end) {
        int below = end + 1;
        int stop = below + end - start;
        return text.at(end) == '\n'
                && (stop >= text.length() || text.at(stop) == '\n')
                && hasDigits(below, stop)
                && text.part(below, stop).indexOf(' ') < 0
                && !text.has(text.part(start, end), below);
    }

    /** Whether an underscore stands in it. */
    boolean underscored(int start, int end) {
        return text.part(start, end).indexOf('_') >= 0;
    }

    /** Whether there is a digit. */
    boolean hasDigits(int start, int end) {
        for (int i = start; i < end; i++) {
            if (Characters.digit(text.at(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is nothing but capitals, digits and dashes. */
    boolean capitalsAndDigits(int start, int end) {
        for (int i = start; i < end; i++) {
            if (!text.capital(i) && !Characters.digit(text.at(i)) && text.at(i) != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether its letters are all capitals or all small; MyShop24 is a name. */
    boolean uniform(int start, int end) {
        boolean capital = false;
        boolean small = false;
        for (int i = start; i < end; i++) {
            capital |= text.capital(i);
            small |= Characters.asciiLetter(text.at(i)) && !text.capital(i);
        }
        return !(capital && small);
    }

    /** "KqzTmbWx": letters that change from small to capital twice, which names do not. */
    boolean jumbled(int start, int end) {
        int humps = 0;
        for (int i = start + 1; i < end; i++) {
            humps += text.capital(i) && !text.capital(i - 1) ? 1 : 0;
        }
        return end - start == JUMBLED && humps >= 2;
    }

    /** Whether this is a mask in place of a code: "XXXXXX". */
    boolean masked(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (text.at(i) != text.at(start) && text.at(i) != '-' && text.at(i) != ' ') {
                return false;
            }
        }
        return true;
    }
}
