package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.BEFORE_YEAR;
import static dev.postern.extraction.language.Section.CALL;
import static dev.postern.extraction.language.Section.COPULA;
import static dev.postern.extraction.language.Section.CURRENCY;
import static dev.postern.extraction.language.Section.CURRENCY_BEFORE;
import static dev.postern.extraction.language.Section.ENDING;
import static dev.postern.extraction.language.Section.KEYWORD;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.LOGIN_KEYWORD;
import static dev.postern.extraction.language.Section.NAMING;
import static dev.postern.extraction.language.Section.ONE_TIME;
import static dev.postern.extraction.language.Section.OTHER_CODE_BEFORE;
import static dev.postern.extraction.language.Section.OWNED;
import static dev.postern.extraction.language.Section.OWNER;
import static dev.postern.extraction.language.Section.POINTER;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.REFERENCE;
import static dev.postern.extraction.language.Section.REFERENCE_LINK;
import static dev.postern.extraction.language.Section.REPLY;
import static dev.postern.extraction.language.Section.UNIT;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;

/**
 * Tells from the neighbours of a number that it is something other than a code: an amount, a span of time, a date, a
 * phone number, the tail of a card, a reference. Each guard looks at a bounded stretch of text.
 */
final class Guards {
    private static final int WORDS_BACK = 5;
    private static final int WORDS_TO_KEYWORD = 10;
    private static final int LONGEST_WORD = 24;
    private static final int SHORT_WORD = 3;
    /** A colon, a blank and a mark: no word stands between the colon and the number. */
    private static final int LONGEST_COLON = 3;

    private static final int FARTHEST_PURPOSE = 60;
    private static final int FARTHEST_NAME = 24;
    private static final int FARTHEST_OFFER = 80;

    private final Passage passage;
    private final RenderedText text;
    private final Vocabulary vocabulary;

    Guards(Passage passage) {
        this.passage = passage;
        this.text = passage.text();
        this.vocabulary = passage.vocabulary();
    }

    boolean forbid(int sentenceStart, int start, int end, CharSequence digits) {
        return money(start, end)
                || hides(start, end)
                || isForKeypad(start, end)
                || isUnit(end)
                || (masked(text.at(start - 1)) && !assigned(start) && !emphasised(start, end))
                || namedUnspaced(start)
                || ticket(sentenceStart, start, end)
                || wordsBefore(sentenceStart, start, end, digits);
    }

    private boolean money(int start, int end) {
        char before = text.at(text.at(start - 1) == ' ' ? start - 2 : start - 1);
        char after = text.at(text.at(end) == ' ' ? end + 1 : end);
        return before == '+'
                || Character.getType(before) == Character.CURRENCY_SYMBOL
                || Character.getType(after) == Character.CURRENCY_SYMBOL;
    }

    /** "Re: [518206] Your question": the number under which somebody keeps the mails of one matter. */
    private boolean ticket(int sentenceStart, int start, int end) {
        if (text.at(start - 1) != '[' || text.at(end) != ']') {
            return false;
        }
        int colon = text.at(start - 2) == ' ' ? start - 3 : start - 2;
        return text.at(colon) == ':' && vocabulary.has(REPLY, wordEndingAt(sentenceStart, colon));
    }

    private static boolean masked(char before) {
        return switch (before) {
            case '*', '•', '·', '…', '#', '№', '©', '=', '&', '/', '.', ',', '\\', '@', '~', '^', '_' -> true;
            default -> false;
        };
    }

    /** "code=770055". */
    private boolean assigned(int start) {
        return text.at(start - 1) == '=' && vocabulary.isKeyword(wordEndingAt(0, start - 1));
    }

    /** One asterisk before and one behind, which is how messengers write bold letters. More asterisks are a mask. */
    private boolean emphasised(int start, int end) {
        return text.at(start - 1) == '*' && text.at(end) == '*' && text.at(start - 2) != '*' && text.at(end + 1) != '*';
    }

    /** "1234#" is pressed on the keypad of a door or a telephone. */
    private boolean isForKeypad(int start, int end) {
        return text.at(end) == '#' && text.at(start - 1) != '#' && !Characters.word(text.at(end + 1));
    }

    private boolean hides(int start, int end) {
        return text.at(end) == '*' && !emphasised(start, end);
    }

    /** Whether it is a word such as "is". */
    boolean isCopula(String word) {
        return vocabulary.has(COPULA, word);
    }

    /** Whether a word such as "for" follows. */
    boolean isPointer(int end) {
        return text.at(end) == ' ' && vocabulary.has(POINTER, text.part(end + 1, text.wordEnd(end + 1, LONGEST_WORD)));
    }

    /** Whether the small number that ends there is one of time or of something else: "10 minutes", "29 May". */
    boolean isTold(int end) {
        return isUnit(end)
                || !Characters.word(text.at(text.at(end) == ' ' ? end + 1 : end))
                || vocabulary.has(BEFORE_YEAR, text.part(end + 1, text.wordEnd(end + 1, LONGEST_WORD)));
    }

    /** Whether what follows is a unit, as of time or money. */
    boolean isUnit(int end) {
        if ("%°".indexOf(text.at(end)) >= 0 || vocabulary.at(UNIT, text, end) > 0) {
            return true;
        }
        int from = text.at(end) == ' ' || text.at(end) == '-' ? end + 1 : end;
        if (Characters.unspaced(text.at(from)) && vocabulary.at(UNIT, text, from) > 0) {
            return true;
        }
        int stop = text.wordEnd(from, LONGEST_WORD);
        // "123456 p/ entrar": a letter before a stroke shortens a word such as "for".
        boolean shortened = stop == from + 1 && text.at(stop) == '/' && text.at(stop + 1) == ' ';
        if (stop == from || shortened) {
            return false;
        }
        String word = text.part(from, stop);
        return vocabulary.has(UNIT, word) || (vocabulary.has(CURRENCY, word) && !isAmount(stop));
    }

    /** "123456 EUR 12,99": the currency belongs to the amount behind it. */
    private boolean isAmount(int end) {
        int i = end + 1;
        while (text.at(end) == ' ' && Characters.digit(text.at(i)) && i - end < LONGEST_WORD) {
            i++;
        }
        return i > end + 1
                && ".,".indexOf(text.at(i)) >= 0
                && Characters.digit(text.at(i + 1))
                && Characters.digit(text.at(i + 2))
                && !Characters.digit(text.at(i + 3))
                && !(text.at(i + 3) == '.' && Characters.digit(text.at(i + 4)));
    }

    /** In scripts without blanks: "尾号1234", "订单为123456". */
    private boolean namedUnspaced(int start) {
        int end = start;
        for (int skipped = 0; skipped < 3 && saysNothing(end); skipped++) {
            end--;
        }
        int reference = vocabulary.endingAt(REFERENCE, text, end);
        boolean owned = reference > 0
                && text.at(text.at(start - 1) == ' ' ? start - 2 : start - 1) == ':'
                && vocabulary.endsAt(OWNER, text, end - reference);
        return (reference > 0 && !owned)
                || vocabulary.endsAt(CALL, text, end)
                || vocabulary.endsAt(CURRENCY, text, end);
    }

    private boolean saysNothing(int end) {
        return " :(【[".indexOf(text.at(end - 1)) >= 0 || vocabulary.endsAt(COPULA, text, end);
    }

    /** Whether the words right before name a thing or a place: "for order AB1234". */
    boolean isReference(int sentenceStart, int start) {
        String last = wordEndingAt(sentenceStart, start - 1);
        String previous = wordEndingAt(sentenceStart, start - 2 - last.length());
        return vocabulary.has(REFERENCE, last)
                || vocabulary.has(POINTER, last)
                || (vocabulary.has(REFERENCE_LINK, last) && vocabulary.has(REFERENCE, previous))
                || vocabulary.endsAt(REFERENCE, text, start - 1);
    }

    private boolean wordsBefore(int sentenceStart, int start, int end, CharSequence digits) {
        boolean year = year(digits);
        boolean said = isSaid(sentenceStart, start);
        boolean onlyLinks = true;
        boolean login = false;
        int i = start;
        for (int words = 0; words < WORDS_BACK; words++) {
            int gap = i;
            while (i > sentenceStart && !Characters.word(text.at(i - 1)) && gap - i < 4) {
                i--;
            }
            int wordEnd = i;
            i = Math.max(sentenceStart, text.wordStart(wordEnd, LONGEST_WORD));
            if (i == wordEnd) {
                return false;
            }
            String word = text.part(i, wordEnd);
            if (vocabulary.isKeyword(word) || vocabulary.isLoginDigits(word)) {
                return false;
            }
            // French sets a blank before it.
            boolean colon = words == 0 && text.at(text.at(wordEnd) == ' ' ? wordEnd + 1 : wordEnd) == ':';
            // "on 1500 RUB: 123456"
            boolean amountBefore = colon && text.at(i - 1) == ' ' && Characters.digit(text.at(i - 2));
            // "Larkspur(R): 123456"
            boolean trademark = text.at(i - 1) == '(' && text.at(wordEnd) == ')' && wordEnd - i == 1;
            if (words == 0
                    && !amountBefore
                    && !trademark
                    && (isCurrency(word) || (year && vocabulary.has(BEFORE_YEAR, word)))) {
                return true;
            }
            // "kończący się na 1234"
            boolean near = words < 2 || (words == 2 && start - wordEnd <= 2 * SHORT_WORD + 3);
            if (near && vocabulary.has(ENDING, word)) {
                return true;
            }
            // "code to log in to your account: 123456"
            // "Verifying your phone (604417)"
            boolean bracket = words == 0
                    && text.at(start - 1) == '('
                    && wordEnd == start - 2
                    && passage.says(PURPOSE, Math.max(sentenceStart, i - FARTHEST_PURPOSE), i);
            boolean owned = (colon || bracket)
                    && vocabulary.has(OWNED, word)
                    && vocabulary.has(OWNER, wordEndingAt(sentenceStart, i - 1));
            // "Dear customer, 123456 is": the person addressed is no reference.
            boolean spokenTo = words == 0 && text.at(wordEnd) == ',';
            boolean sender = colon && isCalledCode(end);
            if (onlyLinks && !owned && !spokenTo && !said && !sender && vocabulary.has(REFERENCE, word)) {
                return true;
            }
            onlyLinks &= vocabulary.has(REFERENCE_LINK, word);
            // "SMS code: 123456" has the other order in many languages: "kod SMS: 123456", "code SMS 123456".
            boolean kind = (colon || vocabulary.has(ONE_TIME, word))
                    && vocabulary.isKeyword(wordEndingAt(sentenceStart, i - 1));
            if (vocabulary.has(CALL, word) && !login && !said && !owned && !kind && reaches(wordEnd, start)) {
                return true;
            }
            // "Mobile verification 58210"
            login |= vocabulary.has(LOGIN, word);
        }
        return false;
    }

    /** "Larkspur Card: 123456 is your OTP": what stands before is who sends it. */
    private boolean isCalledCode(int end) {
        int stop = end + FARTHEST_NAME;
        return text.at(end) == ' '
                && vocabulary.at(NAMING, text, end + 1) > 0
                && (passage.says(LOGIN_KEYWORD, end, stop) || passage.says(KEYWORD, end, stop));
    }

    /** "Your code for this order is 123456": a keyword, and "is" right before the number, in one clause. */
    private boolean isSaid(int sentenceStart, int start) {
        String copula = wordEndingAt(sentenceStart, start - 1);
        // "Code for signing in on a new device: 123456"
        boolean colon = text.at(start - 1) == ' ' && text.at(start - 2) == ':';
        if (text.at(start - 1) != ' ' || (!colon && !vocabulary.has(COPULA, copula))) {
            return false;
        }
        int end = colon ? start - 1 : start - 1 - copula.length();
        boolean login = !colon;
        for (int words = 0; words < WORDS_TO_KEYWORD && (text.at(end - 1) == ' ' || (colon && words == 0)); words++) {
            String word = wordEndingAt(sentenceStart, end - 1);
            if (vocabulary.isKeyword(word)) {
                return login
                        && !vocabulary.has(OTHER_CODE_BEFORE, wordEndingAt(sentenceStart, end - 2 - word.length()));
            }
            login |= vocabulary.has(LOGIN, word);
            end -= 1 + word.length();
        }
        return false;
    }

    private boolean isCurrency(String word) {
        return vocabulary.has(CURRENCY, word) || vocabulary.has(CURRENCY_BEFORE, word);
    }

    /** A line such as "Order number:" above a number that stands alone. */
    boolean labels(int start, int end) {
        int i = end;
        while (i > start && !Characters.word(text.at(i - 1)) && end - i < 3) {
            i--;
        }
        String last = wordEndingAt(start, i);
        String previous = wordEndingAt(start, i - last.length() - 1);
        return vocabulary.has(REFERENCE, last)
                || (vocabulary.has(REFERENCE_LINK, last) && vocabulary.has(REFERENCE, previous));
    }

    private String wordEndingAt(int floor, int end) {
        int start = Math.max(floor, text.wordStart(end, LONGEST_WORD));
        return start < end ? text.part(start, end) : "";
    }

    private static boolean year(CharSequence digits) {
        if (digits.length() != 4) {
            return false;
        }
        char century = digits.charAt(1);
        return digits.charAt(0) == '1' ? century == '9' : digits.charAt(0) == '2' && century == '0';
    }

    /** "call us at 12345", but neither "by text, 12345" nor "Kestrel Mobile: enter 12345". */
    private boolean reaches(int wordEnd, int start) {
        for (int i = wordEnd; i < start; i++) {
            char c = text.at(i);
            boolean farColon = c == ':' && (i > wordEnd + 1 || start - i > LONGEST_COLON);
            if (c == ',' || c == ';' || c == '[' || farColon) {
                return false;
            }
        }
        return true;
    }

    /** Whether the word between two indexes is the code of an offer, which is told with a percentage. */
    boolean isOffer(int start, int end) {
        return isDiscount(start, end) || isInOffer(start, end);
    }

    /** "Use code BREW25 this weekend": a word and a small number, and a sentence that says nothing of signing in. */
    boolean isPromotion(int start, int end) {
        int sentence = passage.sentences().at(start);
        int from = passage.sentences().start(sentence);
        int to = passage.sentences().end(sentence);
        return new LetteredShapes(text).wordAndNumber(start, end)
                && !passage.says(LOGIN, from, to)
                && !passage.says(PURPOSE, from, to);
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
        for (int i = Math.max(0, start - FARTHEST_OFFER); i < Math.min(text.length(), end + FARTHEST_OFFER); i++) {
            if (text.at(i) == '%') {
                int last = text.at(i - 1) == ' ' ? i - 1 : i;
                if (text.has(number, last - length) && !Characters.digit(text.at(last - length - 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** "-45 % with the code KX7PBS4": its sentence has a percentage and says nothing of logging in before it is over. */
    private boolean isInOffer(int start, int end) {
        int sentence = passage.sentences().at(start);
        if (sentence < 0) {
            return false;
        }
        int from = Math.max(passage.sentences().start(sentence), start - FARTHEST_OFFER);
        int to = Math.min(passage.sentences().end(sentence), start + FARTHEST_OFFER);
        int percent = text.part(from, to).lastIndexOf('%');
        return percent >= 0 && !passage.says(LOGIN, from, Math.max(end, from + percent));
    }
}
