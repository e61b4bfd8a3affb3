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
import org.jspecify.annotations.Nullable;

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
    /** Fewer words with dashes between may well be an expression. */
    private static final int USUAL_WORDS = 4;
    /** "PASSCODE: mifsuc", and nothing after it. */
    private static final int LAST_WORD = 6;
    /** SMS Retriever API: eleven characters of Base64 end the message and name the app. */
    private static final int APP_HASH = 11;

    private static final int DEEPEST_INDENT = 40;
    /** A longer message without any word for a code has none. */
    private static final int LONGEST_UNANNOUNCED = 2000;

    private static final double CONFIDENCE = 0.93;

    /** A word that could be a code by its shape. */
    private record Token(int start, int end, Form form, boolean digits, boolean uniform, boolean capitals) {}

    /** What a code with letters can look like. The less it looks like a code, the more its words must say. */
    private enum Form {
        /** A1B2C3, K9X-4B2, QWRTPL. */
        PLAIN,
        /** rTQH-Xvvp2n, K9X-4B2-7QW. */
        GENERATED,
        /** K 9 X 4 B 2. */
        SPACED,
        /** KVXM. */
        FOUR_CAPITALS,
        /** plum-otter-fern-gate. */
        WORDS,
        /** plum-otter-fern. */
        FEW_WORDS,
        /** kestrel-47-amber. */
        WORDS_AND_NUMBER
    }

    private final Passage passage;
    private final RenderedText text;
    private final LetteredShapes shapes;
    private final Sentences sentences;
    private final List<Keyword> keywords;
    private final Vocabulary vocabulary;
    private final Phrases phrases;
    private final Guards guards;
    private final Map<String, Token> named = new LinkedHashMap<>();

    private LetteredCodes(Passage passage, List<Keyword> keywords, Phrases phrases) {
        this.passage = passage;
        this.text = passage.text();
        this.shapes = new LetteredShapes(passage.text());
        this.sentences = passage.sentences();
        this.keywords = keywords;
        this.phrases = phrases;
        this.vocabulary = passage.vocabulary();
        this.guards = new Guards(passage);
    }

    static Finding find(Passage passage, List<Keyword> keywords, Phrases phrases) {
        LetteredCodes codes = new LetteredCodes(passage, keywords, phrases);
        if (passage.text().length() <= LONGEST_UNANNOUNCED || !keywords.isEmpty()) {
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
                int spaced = shapes.spacedEnd(i);
                int end = spaced > i ? spaced : shapes.end(i);
                while (keyword < keywords.size() && keywords.get(keyword).start() < i) {
                    keyword++;
                }
                judge(i, end, spaced > i, keyword);
                i = end;
            } else {
                i++;
            }
        }
    }

    private void judge(int start, int end, boolean spaced, int keywordAfter) {
        if (!freestanding(start, end)) {
            return;
        }
        Form form = spaced ? Form.SPACED : form(start, end);
        boolean hash = shapes.runEnd(start) - start == APP_HASH && end >= text.length() - 1;
        if (form == null
                || hash
                || shapes.masked(start, end)
                || guards.isOffer(start, end)
                || shapes.turn(start, end)
                || shapes.listed(start, end)
                || vocabulary.has(Section.SHOUTED, text.part(start, end))) {
            return;
        }
        boolean digits = shapes.hasDigits(start, end);
        Token token = new Token(
                start, end, form, digits, shapes.uniform(start, end), digits && shapes.capitalsAndDigits(start, end));
        if (isNamed(token, keywordAfter)) {
            String value = text.original(start, end);
            String whole = spaced ? value.replace(" ", "") : value;
            // "402-991-44" is typed as digits.
            named.putIfAbsent(shapes.lettered(start, end) ? whole : whole.replace("-", ""), token);
        }
    }

    private @Nullable Form form(int start, int end) {
        int length = end - start;
        int words = shapes.words(start, end);
        if (words > 0) {
            return words < USUAL_WORDS ? Form.FEW_WORDS : Form.WORDS;
        }
        if (shapes.wordsAndNumber(start, end)) {
            return Form.WORDS_AND_NUMBER;
        }
        boolean letters = false;
        boolean capitals = true;
        for (int i = start; i < end && length <= LetteredShapes.LONGEST; i++) {
            letters |= Characters.asciiLetter(text.at(i));
            capitals &= text.capital(i) || text.at(i) == '-';
        }
        boolean digits = shapes.hasDigits(start, end);
        boolean lastWord = !digits && length == LAST_WORD && text.restIsBlank(end) && text.at(start - 2) == ':';
        // XKQP-RTWZ, as devices show it (RFC 8628, section 6.1)
        if (!digits && length > LONGEST_CAPITALS && shapes.generated(start, end)) {
            return Form.GENERATED;
        }
        boolean shaped = letters
                && (digits
                        ? length >= SHORTEST && length <= LONGEST
                        : (capitals && length >= SHORTEST_CAPITALS && length <= LONGEST_CALLED)
                                || lastWord
                                || shapes.jumbled(start, end));
        if (shaped && !shapes.underscored(start, end)) {
            return Form.PLAIN;
        }
        if (shapes.generated(start, end)) {
            return Form.GENERATED;
        }
        boolean four = capitals && length == SHORTEST && !vocabulary.knows(text.part(start, end));
        return four && !text.capital(end + 1) ? Form.FOUR_CAPITALS : null;
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
        if (keywords.isEmpty()) {
            return isForLogin(token, sentence);
        }
        if (after > 0 && namedBy(token, keywords.get(after - 1), sentence)) {
            return true;
        }
        if (after == keywords.size() || token.form() == Form.FEW_WORDS) {
            return false;
        }
        Keyword next = keywords.get(after);
        if (next.sentence() == sentence + 1) {
            return alone(token, sentence) && looksGenerated(token) && !next.warned();
        }
        if (token.form() == Form.FOUR_CAPITALS && !shapes.unspeakable(token.start(), token.end())) {
            return false;
        }
        return next.sentence() == sentence
                && isFirst(sentence, token.start())
                && next.start() - token.end() <= FARTHEST_KEYWORD
                && phrases.namesBackInWords(token.end());
    }

    /** "Enter TX4902 to verify", "your phrase for signing in is plum-otter-fern-gate": no word names the code, but what it is for. */
    private boolean isForLogin(Token token, int sentence) {
        int from = sentences.start(sentence);
        int above = sentences.start(Math.max(0, sentence - 1));
        int to = Math.min(sentences.end(sentence), token.end() + FARTHEST_KEYWORD);
        boolean words = token.form() == Form.WORDS || token.form() == Form.WORDS_AND_NUMBER;
        boolean typed = phrases.typedBefore(token.start())
                // "Enter the following on the sign-in screen" above "XK4-92M"
                || ((words || (shapes.lettered(token.start(), token.end()) && looksGenerated(token)))
                        && sentence > 0
                        && alone(token, sentence)
                        && passage.says(Section.ACT, above, from));
        boolean told = words
                ? typed || phrases.saysWhichBefore(token.start(), alone(token, sentence) ? above : from)
                // "Type HBTR-MNQV on your television to sign in"
                : (token.form() == Form.GENERATED && !token.digits() && typed)
                        || (token.form() == Form.PLAIN
                                && token.capitals()
                                && token.end() - token.start() >= SHORTEST_GENERATED - 1
                                && token.end() - token.start() <= LONGEST_GENERATED + 1
                                && typed);
        boolean grouped = text.part(token.start(), token.end()).indexOf('-') >= 0;
        boolean isForLogin = told
                && (passage.says(Section.LOGIN, Math.max(above, token.start() - FARTHEST_KEYWORD), to)
                        || (grouped
                                && passage.says(
                                        Section.PURPOSE, Math.max(above, token.start() - FARTHEST_KEYWORD), to)));
        // "Open larkspur.example/tv and enter:" above "R7M4-KX2P"
        boolean shown = typed
                && grouped
                && text.at(token.start() - 2) == ':'
                && token.digits()
                && token.uniform()
                && looksGenerated(token);
        return (isForLogin || shown || expiresSoon(token, sentence))
                // The words of the code itself say nothing: "plum-otter-fern-gate".
                && !passage.says(Section.OTHER_PURPOSE, above, token.start())
                && !passage.says(Section.OTHER_PURPOSE, token.end(), to)
                && !passage.says(Section.REFERENCE, from, token.start());
    }

    /** "K7M2Q9" on its own above "This expires in ten minutes", as no voucher does, in a message that offers nothing. */
    private boolean expiresSoon(Token token, int sentence) {
        if (token.form() == Form.FEW_WORDS || !looksGenerated(token) || !token.digits() || !alone(token, sentence)) {
            return false;
        }
        int next = sentence + 1;
        int from = next < sentences.count() ? sentences.start(next) : 0;
        int to = next < sentences.count() ? Math.min(sentences.end(next), from + FARTHEST_KEYWORD) : 0;
        return passage.says(Section.LIMIT, from, to)
                && passage.says(Section.MINUTES, from, to)
                && !passage.says(Section.OTHER_PURPOSE, 0, Math.min(text.length(), LONGEST_UNANNOUNCED));
    }

    /** Whether it is first in its sentence, apart from marks such as {@code <#>} and the sender's name. */
    private boolean isFirst(int sentence, int start) {
        int from = sentences.start(sentence);
        int floor = Math.max(from, start - GROUP);
        boolean named = start - from > 2
                && start - from <= BOUND_GAP
                && text.has(": ", start - 2)
                && text.part(from, start - 2).indexOf('.') < 0;
        return named || (floor == from && text.part(floor, start).chars().noneMatch(Character::isLetterOrDigit));
    }

    private boolean namedBy(Token token, Keyword keyword, int sentence) {
        int length = token.end() - token.start();
        int gap = token.start() - keyword.end();
        boolean says = says(token, keyword);
        if (token.form() != Form.PLAIN) {
            // "Enter this code on your screen: XKQP-RTWZ"
            boolean told = (token.form() != Form.SPACED || token.digits())
                    && token.form() != Form.FOUR_CAPITALS
                    && token.form() != Form.FEW_WORDS
                    && shapes.lettered(token.start(), token.end())
                    && !keyword.warned()
                    && says;
            return keyword.sentence() == sentence
                    ? gap > 0
                            && gap <= BOUND_GAP
                            && (told || phrases.binds(keyword.end(), token.start()))
                            && called(token, keyword)
                    : keyword.sentence() == sentence - 1
                            && alone(token, sentence)
                            && !keyword.warned()
                            && (looksGenerated(token) || says(token, keyword));
        }
        if (!token.digits() && length > LONGEST_CAPITALS) {
            return false;
        }
        boolean generated = length >= SHORTEST_GENERATED && length <= LONGEST_GENERATED;
        if (keyword.sentence() == sentence) {
            if (token.digits() && says && gap <= FARTHEST_KEYWORD && !keyword.warned()) {
                return true;
            }
            if (gap <= BOUND_GAP
                    && gap > 0
                    && phrases.binds(keyword.end(), token.start())
                    && (says
                            || (token.digits()
                                    && token.uniform()
                                    && !(keyword.generic() && guards.isPromotion(token.start(), token.end()))))) {
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
        return alone(token, sentence)
                && keyword.sentence() == sentence - 1
                && !keyword.warned()
                && (says || looksGenerated(token));
    }

    /** Whether a word right behind the keyword is meant: "code: plum-otter-fern-gate", "the code KVXM". */
    private boolean called(Token token, Keyword keyword) {
        boolean says = says(token, keyword);
        return switch (token.form()) {
            case PLAIN, WORDS, WORDS_AND_NUMBER -> says && phrases.endsClause(token.end());
            case FEW_WORDS -> says && sentences.end(keyword.sentence()) <= token.end() + 1;
            case FOUR_CAPITALS ->
                (says && phrases.endsClause(token.end())) || shapes.unspeakable(token.start(), token.end());
            case GENERATED, SPACED ->
                says
                        || (token.start() - keyword.end() <= 2
                                && (token.digits() || shapes.unspeakable(token.start(), token.end())));
        };
    }

    private boolean says(Token token, Keyword keyword) {
        return phrases.saysWhichBefore(token.start(), keyword.end());
    }

    private boolean alone(Token token, int sentence) {
        return marksOnly(sentences.start(sentence), token.start()) && marksOnly(token.end(), sentences.end(sentence));
    }

    /** Whether at most two marks stand there, besides the blanks of an indented line. */
    private boolean marksOnly(int from, int to) {
        int marks = 0;
        for (int i = from; i < to && i - from <= DEEPEST_INDENT; i++) {
            marks += text.at(i) == ' ' ? 0 : 1;
        }
        return to - from <= DEEPEST_INDENT && marks <= 2;
    }

    /** Whether no reader would say that it is a word or a name. */
    private boolean looksGenerated(Token token) {
        int length = token.end() - token.start();
        return switch (token.form()) {
            case PLAIN ->
                shapes.generated(token.start(), token.end())
                        || (length >= SHORTEST_GENERATED
                                && length <= LONGEST_GENERATED
                                && (token.digits()
                                        || !token.uniform()
                                        || shapes.unspeakable(token.start(), token.end())));
            case GENERATED, SPACED, WORDS_AND_NUMBER -> true;
            case FOUR_CAPITALS, WORDS, FEW_WORDS -> false;
        };
    }
}
