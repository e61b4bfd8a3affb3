package dev.postern.extraction.code;

import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Addresses;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes with letters in them. Any word could be one, so a keyword must name it: "code is A1B2C3", "A1B2C3 is your
 * code", or a line of its own under "Enter the code:". Letters without a digit must be capitals as well.
 */
final class LetteredCodes {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 12;
    private static final int SHORTEST_CAPITALS = 5;
    private static final int LONGEST_CAPITALS = 8;
    /** Longer capitals without a digit must be called a code right behind: "OKWIRTZUB is your code". */
    private static final int LONGEST_CALLED = 10;
    /** The usual length of codes that sites generate. A shorter or longer word may well be a name. */
    private static final int SHORTEST_GENERATED = 6;

    private static final int LONGEST_GENERATED = 8;
    private static final int BOUND_GAP = 40;
    private static final int FARTHEST_KEYWORD = 80;
    private static final int GROUP = 4;
    private static final int WORDS = 4;
    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_WORDS = WORDS * SHORTEST_WORD + WORDS - 1;
    private static final int LONGEST_WORDS = 40;
    /** "PASSCODE: mifsuc", and nothing after it. */
    private static final int LAST_WORD = 6;
    /** SMS Retriever API: eleven characters of Base64 end the message and name the app. */
    private static final int APP_HASH = 11;

    private static final double CONFIDENCE = 0.93;

    /** A word that could be a code by its shape. */
    private record Token(int start, int end, boolean digits, boolean uniform, boolean capitals, boolean words) {}

    private final RenderedText text;
    private final Sentences sentences;
    private final List<Keyword> keywords;
    private final Vocabulary vocabulary;
    private final Phrases phrases;
    private final Guards guards;
    private final Map<String, Token> named = new LinkedHashMap<>();

    private LetteredCodes(Passage passage, List<Keyword> keywords, Phrases phrases) {
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.keywords = keywords;
        this.phrases = phrases;
        this.vocabulary = passage.vocabulary();
        this.guards = new Guards(passage.text(), passage.vocabulary());
    }

    static Finding find(Passage passage, List<Keyword> keywords, Phrases phrases) {
        LetteredCodes codes = new LetteredCodes(passage, keywords, phrases);
        if (!keywords.isEmpty()) {
            codes.read();
        }
        if (codes.named.size() != 1) {
            return codes.named.isEmpty() ? new Finding.Nothing() : new Finding.Ambiguous();
        }
        Map.Entry<String, Token> only = codes.named.entrySet().iterator().next();
        Token token = only.getValue();
        return new Finding.Code(
                only.getKey(),
                "keyword-lettered",
                CONFIDENCE,
                passage.text().originOf(token.start()),
                passage.text().originEnd(token.end()),
                null);
    }

    private void read() {
        Addresses addresses = new Addresses(text);
        int keyword = 0;
        int i = 0;
        while (i < text.length()) {
            int addressEnd = addresses.endOf(i);
            if (addressEnd > i) {
                i = addressEnd;
            } else if (Characters.asciiLetterOrDigit(text.at(i))) {
                int end = tokenEnd(i);
                while (keyword < keywords.size() && keywords.get(keyword).start() < i) {
                    keyword++;
                }
                judge(i, end, keyword);
                i = end;
            } else {
                i++;
            }
        }
    }

    /**
     * A run of letters and digits, two short ones with a dash between, K9X-4B2, or four words: plum-otter-fern-gate.
     */
    private int tokenEnd(int start) {
        int end = runEnd(start);
        int wordsEnd = end;
        for (int words = 1; words < WORDS && text.at(wordsEnd) == '-'; words++) {
            wordsEnd = runEnd(wordsEnd + 1);
        }
        if (isWords(start, wordsEnd)) {
            return wordsEnd;
        }
        if (text.at(end) == '-' && end - start <= GROUP && end - start >= GROUP - 1) {
            int second = runEnd(end + 1);
            boolean alike = second - end - 1 == end - start;
            return alike ? second : end;
        }
        return end;
    }

    /** Whether these are four small words with dashes between, a code that some sites make for people to remember. */
    private boolean isWords(int start, int end) {
        // Most words end here.
        if (end - start < SHORTEST_WORDS) {
            return false;
        }
        int words = 1;
        int letters = 0;
        for (int i = start; i < end; i++) {
            if (text.at(i) == '-') {
                if (letters < SHORTEST_WORD) {
                    return false;
                }
                words++;
                letters = 0;
            } else if (!Characters.asciiLetter(text.at(i)) || text.capital(i)) {
                return false;
            } else {
                letters++;
            }
        }
        return words == WORDS && letters >= SHORTEST_WORD && end - start <= LONGEST_WORDS;
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
        for (int i = Math.max(0, start - FARTHEST_KEYWORD); i < Math.min(text.length(), end + FARTHEST_KEYWORD); i++) {
            if (text.at(i) == '%') {
                int last = text.at(i - 1) == ' ' ? i - 1 : i;
                if (text.has(number, last - length) && !Characters.digit(text.at(last - length - 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether this is a mask in place of a code: "XXXXXX". */
    private boolean isMask(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (text.at(i) != text.at(start)) {
                return false;
            }
        }
        return true;
    }

    private int runEnd(int start) {
        int end = start;
        while (Characters.asciiLetterOrDigit(text.at(end))) {
            end++;
        }
        return end;
    }

    private void judge(int start, int end, int keywordAfter) {
        if (!freestanding(start, end)) {
            return;
        }
        boolean letters = false;
        boolean digits = false;
        boolean capitals = true;
        for (int i = start; i < end; i++) {
            letters |= Characters.asciiLetter(text.at(i));
            digits |= Characters.digit(text.at(i));
            capitals &= text.capital(i) || text.at(i) == '-';
        }
        int length = end - start;
        boolean lastWord = !digits && length == LAST_WORD && text.restIsBlank(end) && text.at(start - 2) == ':';
        boolean shaped = letters
                && (digits
                        ? length >= SHORTEST && length <= LONGEST
                        : (capitals && length >= SHORTEST_CAPITALS && length <= LONGEST_CALLED)
                                || lastWord
                                || jumbled(start, end));
        boolean hash = length == APP_HASH && end >= text.length() - 1;
        boolean words = isWords(start, end);
        if (!(shaped || words)
                || hash
                || isMask(start, end)
                || isDiscount(start, end)
                || vocabulary.has(Section.SHOUTED, text.part(start, end))) {
            return;
        }
        Token token =
                new Token(start, end, digits, uniform(start, end), digits && capitalsAndDigits(start, end), words);
        if (isNamed(token, keywordAfter)) {
            named.putIfAbsent(text.original(start, end), token);
        }
    }

    private boolean capitalsAndDigits(int start, int end) {
        for (int i = start; i < end; i++) {
            if (!text.capital(i) && !Characters.digit(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether its letters are all capitals or all small; MyShop24 is a name. */
    private boolean uniform(int start, int end) {
        boolean capital = false;
        boolean small = false;
        for (int i = start; i < end; i++) {
            capital |= text.capital(i);
            small |= Characters.asciiLetter(text.at(i)) && !text.capital(i);
        }
        return !(capital && small);
    }

    /** "KqzTmbWx": letters that change from small to capital twice, which names do not. */
    private boolean jumbled(int start, int end) {
        int humps = 0;
        for (int i = start + 1; i < end; i++) {
            humps += text.capital(i) && !text.capital(i - 1) ? 1 : 0;
        }
        return end - start == LONGEST_GENERATED && humps >= 2;
    }

    private boolean freestanding(int start, int end) {
        char before = text.at(start - 1);
        char after = text.at(end);
        boolean emphasised = before == '*' && after == '*' && text.at(start - 2) != '*' && text.at(end + 1) != '*';
        return !Characters.word(before)
                && "_@/#=&+.-%$".indexOf(before) < 0
                && !Characters.word(after)
                && "_@/=&+-%".indexOf(after) < 0
                && (emphasised || (before != '*' && after != '*'))
                && !(after == '.' && Characters.asciiLetterOrDigit(text.at(end + 1)));
    }

    private boolean isNamed(Token token, int after) {
        int sentence = sentences.at(token.start());
        if (sentence < 0) {
            return false;
        }
        if (after > 0 && namedBy(token, keywords.get(after - 1), sentence)) {
            return true;
        }
        if (after == keywords.size()) {
            return false;
        }
        Keyword next = keywords.get(after);
        return next.sentence() == sentence
                && isFirst(sentence, token.start())
                && next.start() - token.end() <= FARTHEST_KEYWORD
                && phrases.namesBackInWords(token.end());
    }

    /** Whether it is first in its sentence, apart from marks such as {@code <#>}. */
    private boolean isFirst(int sentence, int start) {
        int floor = Math.max(sentences.start(sentence), start - GROUP);
        return floor == sentences.start(sentence)
                && text.part(floor, start).chars().noneMatch(Character::isLetterOrDigit);
    }

    private boolean namedBy(Token token, Keyword keyword, int sentence) {
        int length = token.end() - token.start();
        int gap = token.start() - keyword.end();
        if (token.words()) {
            return keyword.sentence() == sentence
                    && gap <= BOUND_GAP
                    && phrases.binds(keyword.end(), token.start())
                    && phrases.saysWhichBefore(token.start(), keyword.end())
                    && phrases.endsClause(token.end());
        }
        if (!token.digits() && length > LONGEST_CAPITALS) {
            return false;
        }
        boolean generated = length >= SHORTEST_GENERATED && length <= LONGEST_GENERATED;
        boolean says = phrases.saysWhichBefore(token.start(), keyword.end());
        if (keyword.sentence() == sentence) {
            if (token.digits() && says && gap <= FARTHEST_KEYWORD && !keyword.warned()) {
                return true;
            }
            if (gap <= BOUND_GAP
                    && gap > 0
                    && phrases.binds(keyword.end(), token.start())
                    && (says || (token.digits() && token.uniform()))) {
                return true;
            }
            // "Use the following code to confirm it 9B96XY", in any language.
            return token.capitals()
                    && generated
                    && gap > 0
                    && gap <= FARTHEST_KEYWORD
                    && !keyword.warned()
                    && sentences.end(sentence) <= token.end() + 1
                    && phrases.oneClause(keyword.end(), token.start())
                    && !guards.isReference(sentences.start(sentence), token.start());
        }
        boolean alone = sentences.start(sentence) >= token.start() - 2 && sentences.end(sentence) <= token.end() + 2;
        boolean looksGenerated = generated && (token.digits() || !token.uniform());
        return alone && keyword.sentence() == sentence - 1 && !keyword.warned() && (says || looksGenerated);
    }
}
