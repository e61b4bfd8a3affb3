package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.ACT;
import static dev.postern.extraction.language.Section.ACT_AFTER;
import static dev.postern.extraction.language.Section.DIGITS;
import static dev.postern.extraction.language.Section.DONE;
import static dev.postern.extraction.language.Section.LIMIT;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.OTHER_CODE_BEFORE;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.OWNER;
import static dev.postern.extraction.language.Section.POINTER;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.REFERENCE;
import static dev.postern.extraction.language.Section.SCREEN;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.UseWords;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the code of a message that does not call it one: "Use 123456 to sign in", a number in brackets, a number on a line of its own
 * under "Please confirm your address", or a number alone. It is taken only when no other number of the message
 * could be a code; one that is to be typed, when no other number is.
 */
final class Unannounced {
    private static final double CONFIDENCE = 0.85;
    /** Sequences that people write as a sample number. */
    private static final Set<String> SEQUENCES = Set.of("1234", "12345", "0000", "1111");

    private static final String OPENING = "([「『【";
    private static final String CLOSING = ")]」』】";

    private static final int LONGEST_SENTENCE = 200;
    private static final int LONGEST_WORD = 24;
    private static final int LONGEST_PREFIX = 3;
    private static final int WORDS_TO_VERB = 3;
    private static final int LONGEST_PARTICLE = 3;
    /** A mark with a blank on both sides. */
    private static final int LONGEST_MARK = 3;

    private static final int PREFIXED_LENGTH = 5;

    /** The usual length; a shorter number behind a name is a desk's or a branch's. */
    private static final int SHORTEST_LAST = 6;

    private static final int LONGEST_LAST = 8;
    private static final int LONGEST_CLAUSE = 48;
    private static final int SHORT_MESSAGE = 320;
    private static final int LONGEST_ANNOUNCED = 1000;
    /** A text with more numbers is a list. */
    private static final int MOST_BESIDE = 4;

    private final List<Keyword> keywords;
    private final Phrases phrases;
    private final Passage passage;
    private final RenderedText text;
    private final Sentences sentences;
    private final Vocabulary vocabulary;

    private Unannounced(Passage passage, List<Keyword> keywords, Phrases phrases) {
        this.phrases = phrases;
        this.keywords = keywords;
        this.passage = passage;
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.vocabulary = passage.vocabulary();
    }

    /**
     * Finds the only number.
     *
     * @param keywords the words for a code that the passage has anywhere
     */
    static Finding find(Passage passage, List<Candidate> candidates, List<Keyword> keywords, Phrases phrases) {
        Unannounced unannounced = new Unannounced(passage, keywords, phrases);
        Candidate only = only(passage.text(), candidates);
        String rule = only == null ? null : unannounced.rule(only);
        if (only != null && rule != null) {
            return finding(passage, only, rule);
        }
        if (candidates.isEmpty() || candidates.size() > MOST_BESIDE) {
            return new Finding.Nothing();
        }
        Candidate typed = unannounced.onlyTyped(candidates);
        if (typed != null) {
            return finding(passage, typed, "number-to-type");
        }
        Candidate last = candidates.getLast();
        return unannounced.endsWarning(last) ? finding(passage, last, "number-last") : new Finding.Nothing();
    }

    /** "Never share this code, not even with our staff 604417": the last thing that the message says. */
    private boolean endsWarning(Candidate candidate) {
        return candidate.value().length() >= SHORTEST_LAST
                && candidate.value().length() <= LONGEST_LAST
                && !candidate.common()
                && text.length() <= SHORT_MESSAGE
                && text.at(candidate.start() - 1) == ' '
                && text.restIsBlank(text.at(candidate.end()) == '.' ? candidate.end() + 1 : candidate.end())
                && !vocabulary.has(POINTER, wordBefore(candidate))
                && warnedIn(candidate.sentence());
    }

    /** Whether a word for a code stands in a warning of that sentence. */
    private boolean warnedIn(int sentence) {
        return keywords.stream().anyMatch(one -> one.sentence() == sentence && one.warned());
    }

    /** The one of several numbers that is to be typed: "Use 123456 to sign in. Order 77120044". */
    private @Nullable Candidate onlyTyped(List<Candidate> candidates) {
        List<Candidate> typed = candidates.stream()
                .filter(one -> toBeTyped(one) || isForPurpose(one))
                .toList();
        // "Enter 55-90-13 to log in"
        boolean grouped = typed.size() == 1
                && typed.getFirst().unusual()
                && !typed.getFirst().readsAsDate()
                && typed.getFirst().value().length() >= SHORTEST_LAST
                && typedBefore(typed.getFirst());
        return grouped ? typed.getFirst() : only(text, typed);
    }

    private static Finding finding(Passage passage, Candidate only, String rule) {
        return new Finding.Code(
                only.value(),
                rule,
                CONFIDENCE,
                passage.text().originOf(only.start()),
                passage.text().originEnd(only.end()),
                null);
    }

    private static @Nullable Candidate only(RenderedText text, List<Candidate> candidates) {
        Candidate only = null;
        for (Candidate candidate : candidates) {
            if (Shapes.isInImprint(text, candidate.start())) {
                continue;
            }
            if (only != null && !candidate.value().equals(only.value())) {
                return null;
            }
            only = only == null || candidate.alone() ? candidate : only;
        }
        return only == null || only.common() || SEQUENCES.contains(only.value()) ? null : only;
    }

    private @Nullable String rule(Candidate candidate) {
        int sentence = candidate.sentence();
        if (candidate.alone() && sentences.count() == 1 && text.at(candidate.end()) != '-') {
            return "only-number";
        }
        if (prefixed(candidate)) {
            return "vendor-prefix";
        }
        if (candidate.alone()) {
            // Under another line the number belongs to that line; it may well be a customer's number.
            int beside = sentence == 0 ? 1 : sentence - 1;
            boolean spoken = beside < sentences.count()
                    && ((says(beside, PURPOSE) && !says(beside, REFERENCE))
                            || says(beside, LIMIT)
                            || asksForDigits(sentence - 1)
                            || asksForDigits(sentence + 1)
                            || (warnedIn(beside) && candidate.value().length() >= PREFIXED_LENGTH)
                            || isAnnouncedAbove(candidate));
            return spoken ? "number-alone" : null;
        }
        if (bracketed(candidate)) {
            return !keywords.isEmpty() || says(sentence, PURPOSE) ? "number-in-brackets" : null;
        }
        return toBeTyped(candidate) || isForPurpose(candidate) ? "number-to-type" : null;
    }

    /** Past the mark of "550318（ログイン用）", "4402，您正在登录", "604417 — needed to sign in". */
    private int pastMark(Candidate candidate) {
        int from = candidate.end();
        boolean dashed = text.at(from) == ' ' && "-–—".indexOf(text.at(from + 1)) >= 0 && text.at(from + 2) == ' ';
        if (dashed && candidate.value().length() >= PREFIXED_LENGTH) {
            return from + 2;
        }
        return "(（,".indexOf(text.at(from)) >= 0 && Characters.unspaced(text.at(from + 1)) ? from + 1 : from;
    }

    /** A code for signing in is spoken of further up, as in the subject, and the line right above names nothing else. */
    private boolean isAnnouncedAbove(Candidate candidate) {
        int sentence = candidate.sentence();
        return sentence > 0
                && candidate.value().length() >= PREFIXED_LENGTH
                && !candidate.common()
                && text.length() <= LONGEST_ANNOUNCED
                && (!says(sentence - 1, REFERENCE) || says(sentence - 1, LOGIN) || says(sentence - 1, PURPOSE))
                && !isForElse(sentence - 1)
                && keywords.stream()
                        .anyMatch(one -> one.sentence() < sentence
                                && !one.warned()
                                && (!one.generic() || says(one.sentence(), LOGIN) || says(one.sentence(), PURPOSE)));
    }

    /** "Larkspur: 123456 is what you need to sign in": the beginning of the message, and what it is for in its clause. */
    private boolean isForPurpose(Candidate candidate) {
        int from = candidate.end();
        int marked = pastMark(candidate);
        int to = clauseEnd(marked);
        boolean spaced = text.at(from) == ' ';
        boolean usual = (spaced && candidate.value().length() >= PREFIXED_LENGTH)
                || (List.of(OTHER_PURPOSE, DONE).stream().noneMatch(one -> passage.says(one, marked, to))
                        // "6092 gets you back into your account"
                        && (!passage.says(REFERENCE, marked, to) || passage.says(OWNER, marked, to)));
        return usual
                && (!isForElse(candidate.sentence()) || passage.says(LOGIN, marked, to))
                && (spaced || (Characters.unspaced(text.at(marked)) && text.at(candidate.start() - 1) != ':'))
                && phrases.introduced(candidate)
                && passage.says(PURPOSE, marked, to);
    }

    /** "Type these digits", "Enter this in the app", above or below them. */
    private boolean asksForDigits(int sentence) {
        return sentence >= 0
                && sentence < sentences.count()
                && says(sentence, ACT)
                && (says(sentence, DIGITS) || (says(sentence, SCREEN) && !isForElse(sentence)));
    }

    private boolean toBeTyped(Candidate candidate) {
        // "Enter WX-4471": the letters are part of it.
        if (text.at(candidate.start() - 1) == '-' && candidate.value().length() < PREFIXED_LENGTH) {
            return false;
        }
        boolean typed = typedBefore(candidate)
                || typedBehind(candidate)
                || typedUnspaced(candidate)
                || UseWords.typedOnScreen(passage, candidate.start());
        int sentence = candidate.sentence();
        boolean purpose = says(sentence, PURPOSE) && (!isForElse(sentence) || says(sentence, LOGIN));
        return (typed && (purpose || isAsked(candidate))) || typedLater(candidate);
    }

    /** "Type 123456 in the app", "Did you just sign in? If so, enter 123456". */
    private boolean isAsked(Candidate candidate) {
        int sentence = candidate.sentence();
        boolean screen =
                says(sentence, SCREEN) || isForHost(candidate) || (sentence > 0 && says(sentence - 1, PURPOSE));
        return screen && !isForElse(sentence) && !says(sentence, DONE);
    }

    /** "Enter 12345 on larkspur.example": a web address stands where other messages say "page". */
    private boolean isForHost(Candidate candidate) {
        int to = clauseEnd(candidate.end());
        return candidate.value().length() >= PREFIXED_LENGTH
                && text.at(candidate.end()) == ' '
                && text.at(to) == '.'
                && Characters.asciiLetter(text.at(to + 1));
    }

    /** "123456 in das Feld eintragen", "Larkspur: 123456. Enter it to sign in": the verb stands further on, or begins the next sentence. */
    private boolean typedLater(Candidate candidate) {
        int sentence = candidate.sentence();
        int to = clauseEnd(candidate.end());
        if (!phrases.introduced(candidate)
                && candidate.value().length() < PREFIXED_LENGTH
                && !says(sentence, PURPOSE)) {
            return false;
        }
        boolean here = text.at(candidate.end()) == ' ' && passage.says(ACT, candidate.end(), to);
        int told = here ? sentence : sentence + 1;
        boolean below = !here
                && told < sentences.count()
                && phrases.endsClause(candidate.end())
                && vocabulary.has(ACT, text.part(sentences.start(told) + 1, wordEnd(sentences.start(told) + 1)));
        return (here || below)
                && (says(told, PURPOSE) || says(told, SCREEN))
                && !isForElse(sentence)
                && !says(sentence, REFERENCE)
                && !isForElse(told)
                && !says(told, DONE);
    }

    private boolean isForElse(int sentence) {
        return says(sentence, OTHER_PURPOSE) || says(sentence, OTHER_CODE_BEFORE);
    }

    private int clauseEnd(int from) {
        int to = from;
        while (to - from < LONGEST_CLAUSE
                && (text.at(to) == ' ' || Characters.word(text.at(to)) || Characters.unspaced(text.at(to)))) {
            to++;
        }
        return to;
    }

    private int wordEnd(int start) {
        return text.wordEnd(start, LONGEST_WORD);
    }

    /** "123456 eingeben", "123456 - enter this": in many languages the verb stands last. */
    private String wordBehind(Candidate candidate) {
        int start = candidate.end();
        while (start - candidate.end() < LONGEST_MARK && " -–—:,".indexOf(text.at(start)) >= 0) {
            start++;
        }
        int end = start == candidate.end() ? start : wordEnd(start);
        return end > start ? text.part(start, end) : "";
    }

    /** "Linking your device [604417]": five digits or more, and no reference of four. */
    private boolean bracketed(Candidate candidate) {
        return candidate.value().length() >= PREFIXED_LENGTH
                && OPENING.indexOf(text.at(candidate.start() - 1)) >= 0
                && CLOSING.indexOf(text.at(candidate.end())) >= 0;
    }

    /** {@code G-123456} at the beginning, a form that only codes have. */
    private boolean prefixed(Candidate candidate) {
        int dash = candidate.start() - 1;
        return dash > 0
                && dash <= LONGEST_PREFIX
                && text.at(dash) == '-'
                && candidate.value().length() >= PREFIXED_LENGTH
                && text.capital(dash - 1);
    }

    private boolean typedUnspaced(Candidate candidate) {
        int i = text.at(candidate.start() - 1) == ' ' ? candidate.start() - 2 : candidate.start() - 1;
        int after = text.at(candidate.end()) == ' ' ? candidate.end() + 1 : candidate.end();
        // "商品コード：482913": the number has a name already.
        if (text.at(i) == ':') {
            return false;
        }
        return (vocabulary.endsAt(ACT, text, i + 1) || vocabulary.at(ACT_AFTER, text, after) > 0)
                && !says(candidate.sentence(), DONE);
    }

    /** "enter 123456", "key in 123456". */
    private boolean typedBefore(Candidate candidate) {
        String word = wordBefore(candidate);
        int end = text.at(candidate.start() - 1) == ' ' && text.at(candidate.start() - 2) == ':'
                ? candidate.start() - 3 - word.length()
                : candidate.start() - 2 - word.length();
        if (vocabulary.has(ACT, word) || word.isEmpty() || end <= 0 || text.at(end) != ' ') {
            return vocabulary.has(ACT, word);
        }
        // "type the digits 123456", "Tast inn 123456", "Írd be a 123456"
        boolean digits = vocabulary.has(DIGITS, word);
        for (int words = 0; words < WORDS_TO_VERB && text.at(end) == ' '; words++) {
            int start = wordStart(end);
            String before = text.part(start, end);
            boolean passed = digits || word.length() <= LONGEST_PARTICLE;
            if (vocabulary.has(ACT, before, word) || (passed && vocabulary.has(ACT, before))) {
                return true;
            }
            word = digits ? word : before;
            end = passed ? start - 1 : 0;
        }
        return false;
    }

    /** "123456 rakamlarını yaz": where the verb stands last. */
    private boolean typedBehind(Candidate candidate) {
        String word = wordBehind(candidate);
        return vocabulary.has(ACT, word)
                || (vocabulary.has(DIGITS, word) && phrases.actsBehind(candidate.end() + 1 + word.length()));
    }

    private String wordBefore(Candidate candidate) {
        int end = candidate.start();
        while (end > 0 && candidate.start() - end < LONGEST_MARK && " -\"':".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        int start = wordStart(end);
        if (text.at(candidate.start() - 1) == '-' && end - start <= 3) {
            // A vendor's prefix belongs to the number.
            end = text.at(start - 1) == ' ' ? start - 1 : start;
            start = wordStart(end);
        }
        return text.part(start, end);
    }

    private int wordStart(int end) {
        return text.wordStart(end, LONGEST_WORD);
    }

    private boolean says(int sentence, Section section) {
        int from = sentences.start(sentence);
        return passage.says(section, from, Math.min(sentences.end(sentence), from + LONGEST_SENTENCE));
    }
}
