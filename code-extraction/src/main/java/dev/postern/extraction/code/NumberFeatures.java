package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.ACT;
import static dev.postern.extraction.language.Section.ACT_AFTER;
import static dev.postern.extraction.language.Section.DIGITS;
import static dev.postern.extraction.language.Section.DONE;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.NUMBER_OF;
import static dev.postern.extraction.language.Section.OTHER_CODE_AFTER;
import static dev.postern.extraction.language.Section.OTHER_CODE_BEFORE;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.REFERENCE;
import static dev.postern.extraction.language.Section.REFERENCE_LINK;
import static dev.postern.extraction.language.Section.SCREEN;
import static dev.postern.extraction.language.Section.WARNING;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import dev.postern.extraction.weight.Feature;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be said of each number of a message. Each question looks at a bounded stretch of text. */
final class NumberFeatures {
    private static final int LONGEST_NAME = 40;
    private static final int FARTHEST_WORD = 80;
    private static final String OPENING = "([{【「『“«\"'*<";
    private static final String CLOSING = ")]}】」』”»\"'*>";

    private final Passage passage;
    private final RenderedText text;
    private final Sentences sentences;
    private final Phrases phrases;
    private final List<Keyword> keywords;
    private final List<Candidate> candidates;
    private final Set<Feature> ofMessage;
    private final int values;

    NumberFeatures(Passage passage, Phrases phrases, List<Keyword> keywords, List<Candidate> candidates) {
        this.passage = passage;
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.phrases = phrases;
        this.keywords = keywords;
        this.candidates = candidates;
        this.ofMessage = MessageFeatures.of(passage);
        Set<String> different = new HashSet<>();
        candidates.forEach(candidate -> different.add(candidate.value()));
        this.values = different.size();
    }

    Set<Feature> of(Candidate candidate) {
        Set<Feature> found = EnumSet.of(Feature.ANY_NUMBER);
        found.addAll(ofMessage);
        shape(candidate, found);
        place(candidate, found);
        rivals(candidate, found);
        words(candidate, found);
        onlyNumber(found);
        new Beside(passage, phrases, candidate).addTo(found);
        return found;
    }

    private void shape(Candidate candidate, Set<Feature> found) {
        switch (candidate.value().length()) {
            case 4 -> found.add(Feature.FOUR_DIGITS);
            case 5 -> found.add(Feature.FIVE_DIGITS);
            case 6 -> found.add(Feature.SIX_DIGITS);
            case 7 -> found.add(Feature.SEVEN_DIGITS);
            case 8 -> found.add(Feature.EIGHT_DIGITS);
            default -> found.add(Feature.UNUSUAL_FORM);
        }
        add(found, candidate.unusual(), Feature.UNUSUAL_FORM);
        add(found, candidate.common() && !candidate.unusual(), Feature.YEAR_OR_ROUND);
        add(found, candidate.end() - candidate.start() > candidate.value().length(), Feature.IN_GROUPS);
    }

    private void place(Candidate candidate, Set<Feature> found) {
        int start = candidate.start();
        while (start > 0
                && candidate.start() - start < 4
                && (OPENING.indexOf(text.at(start - 1)) >= 0 || blank(start - 1))) {
            start--;
        }
        int end = candidate.end();
        while (end < candidate.end() + 4 && (CLOSING.indexOf(text.at(end)) >= 0 || text.at(end) == '.' || blank(end))) {
            end++;
        }
        int from = sentences.start(candidate.sentence());
        int to = sentences.end(candidate.sentence());
        boolean first = start <= from + 1;
        boolean last = end >= to;
        add(found, candidate.alone(), Feature.ON_ITS_OWN);
        add(found, start <= 1, Feature.FIRST_OF_MESSAGE);
        add(found, first, Feature.FIRST_OF_SENTENCE);
        add(found, last, Feature.END_OF_SENTENCE);
        add(found, text.restIsBlank(end) && end - candidate.end() <= 4, Feature.END_OF_MESSAGE);
        char before = text.at(start - 1);
        boolean colon = ":=：>".indexOf(before) >= 0;
        add(found, colon, Feature.AFTER_COLON);
        add(found, !first && afterName(start), Feature.AFTER_NAME);
        add(
                found,
                OPENING.indexOf(text.at(candidate.start() - 1)) >= 0 && CLOSING.indexOf(text.at(candidate.end())) >= 0,
                Feature.IN_BRACKETS);
        add(found, text.at(candidate.start() - 1) == '-', Feature.AFTER_PREFIX);
        add(found, !first && !last && letter(before) && letter(text.at(end)), Feature.AMONG_WORDS);
    }

    private boolean blank(int i) {
        return text.at(i) == ' ';
    }

    private static boolean letter(char c) {
        return Characters.word(c) || Characters.unspaced(c);
    }

    /** "[Larkspur] 604417", "Larkspur: 604417", at the beginning of the message. */
    private boolean afterName(int start) {
        if ("]】:：|>".indexOf(text.at(start - 1)) < 0 || start > LONGEST_NAME) {
            return false;
        }
        int words = 0;
        for (int i = 0; i < start - 1; i++) {
            if (text.at(i) == '\n' || text.at(i) == '.') {
                return false;
            }
            words += text.at(i) == ' ' ? 1 : 0;
        }
        return words <= 2;
    }

    private void rivals(Candidate candidate, Set<Feature> found) {
        found.add(values == 1 ? Feature.ONLY_NUMBER : values == 2 ? Feature.TWO_NUMBERS : Feature.MANY_NUMBERS);
        long same = candidates.stream()
                .filter(other -> other.value().equals(candidate.value()))
                .count();
        add(found, same > 1, Feature.REPEATED);
        add(found, same > 1 && values == 1 && !ofMessage.contains(Feature.ONLY_DIGITS), Feature.ONLY_NUMBER);
    }

    private void words(Candidate candidate, Set<Feature> found) {
        boolean here = false;
        boolean beside = false;
        for (Keyword keyword : keywords) {
            int apart = Math.abs(keyword.sentence() - candidate.sentence());
            here |= apart == 0;
            beside |= apart == 1;
        }
        add(found, here, Feature.KEYWORD_IN_SENTENCE);
        add(found, !here && beside, Feature.KEYWORD_BESIDE_SENTENCE);
        add(found, !here && !beside && !keywords.isEmpty(), Feature.KEYWORD_ELSEWHERE);
        add(found, !keywords.isEmpty() && values == 1, Feature.KEYWORD_AND_ONLY_NUMBER);
        int after = text.at(candidate.end()) == ' ' ? candidate.end() + 1 : candidate.end();
        boolean typed = phrases.follows(candidate, ACT) || passage.vocabulary().at(ACT_AFTER, text, after) > 0;
        add(found, typed, Feature.TYPED);
        add(found, phrases.said(candidate), Feature.SAID);
        add(found, phrases.namesBackInWords(candidate.end()), Feature.NAMED_BEHIND);
        add(found, phrases.pointedAt(candidate, candidate.start()), Feature.POINTED_AT);
        int above = Math.max(0, candidate.sentence() - 1);
        near(above, candidate, found);
        add(found, says(above, candidate, REFERENCE), Feature.REFERENCE_NEAR);
        add(found, namesOtherCode(above, candidate), Feature.OTHER_CODE_NEAR);
        add(found, keywords.isEmpty() && found.contains(Feature.KNOWN_LANGUAGE), Feature.NO_KEYWORD_IN_KNOWN_LANGUAGE);
        boolean unknown = found.contains(Feature.UNKNOWN_LANGUAGE) || found.contains(Feature.LITTLE_KNOWN_LANGUAGE);
        add(found, unknown && values == 1 && !candidate.common(), Feature.LONE_IN_UNKNOWN_LANGUAGE);
    }

    private void near(int above, Candidate candidate, Set<Feature> found) {
        boolean typed = says(above, candidate, ACT);
        boolean digits = says(above, candidate, DIGITS);
        boolean purpose = says(above, candidate, PURPOSE) || says(above, candidate, LOGIN);
        add(found, typed || behind(candidate, ACT), Feature.TYPED_NEAR);
        add(found, digits, Feature.DIGITS_NEAR);
        add(found, purpose, Feature.PURPOSE_BEFORE);
        add(found, behind(candidate, PURPOSE) || behind(candidate, LOGIN), Feature.PURPOSE_BEHIND);
        add(found, typed && (purpose || behind(candidate, PURPOSE)), Feature.TYPED_FOR_PURPOSE);
        add(found, candidate.alone() && text.at(sentences.end(above) - 1) == ':', Feature.BELOW_COLON);
        add(found, candidate.equals(candidates.getFirst()), Feature.FIRST_NUMBER);
        boolean small = text.length() - (candidate.end() - candidate.start()) <= LONGEST_NAME;
        add(found, small && ofMessage.contains(Feature.FEW_WORDS), Feature.NAME_AND_NUMBER);
    }

    /** Whether a word of a section stands near behind the number. */
    private boolean behind(Candidate candidate, Section section) {
        return passage.says(section, candidate.end(), Math.min(text.length(), candidate.end() + FARTHEST_WORD));
    }

    private void onlyNumber(Set<Feature> found) {
        if (values == 1 && found.contains(Feature.ONLY_DIGITS)) {
            add(found, found.contains(Feature.LOGIN_WORD), Feature.LOGIN_WORD_AND_ONLY_NUMBER);
            add(found, found.contains(Feature.PURPOSE_WORD), Feature.PURPOSE_WORD_AND_ONLY_NUMBER);
            add(found, found.contains(Feature.WARNING_WORD), Feature.WARNING_WORD_AND_ONLY_NUMBER);
            add(found, found.contains(Feature.LIMIT_WORD), Feature.LIMIT_WORD_AND_ONLY_NUMBER);
        }
    }

    /** Whether a word such as "post" stands near before it, but for the sender's name: "Post: your login 604417". */
    private boolean namesOtherCode(int above, Candidate candidate) {
        int from = Math.max(sentences.start(above), candidate.start() - FARTHEST_WORD);
        int mark = from;
        while (from < LONGEST_NAME && mark < candidate.start() - 2 && ":]】".indexOf(text.at(mark)) < 0) {
            mark++;
        }
        boolean named = from < LONGEST_NAME && mark < candidate.start() - 2 && afterName(mark + 1);
        return passage.says(OTHER_CODE_BEFORE, named ? mark : from, candidate.start());
    }

    private boolean says(int above, Candidate candidate, Section section) {
        int from = Math.max(sentences.start(above), candidate.start() - FARTHEST_WORD);
        return passage.says(section, from, candidate.start());
    }

    private static void add(Set<Feature> found, boolean holds, Feature feature) {
        if (holds) {
            found.add(feature);
        }
    }

    /** What the words right beside a number say, and those of its sentence. */
    private static final class Beside {
        private static final int WORDS = 3;
        /** In scripts without blanks, where a word has two or three characters. */
        private static final int CHARACTERS = 8;

        private static final int FARTHEST = 200;

        private final Passage passage;
        private final RenderedText text;
        private final Phrases phrases;
        private final Candidate candidate;
        private final int from;
        private final int to;

        Beside(Passage passage, Phrases phrases, Candidate candidate) {
            this.passage = passage;
            this.text = passage.text();
            this.phrases = phrases;
            this.candidate = candidate;
            this.from = Math.max(passage.sentences().start(candidate.sentence()), candidate.start() - FARTHEST);
            this.to = Math.min(passage.sentences().end(candidate.sentence()), candidate.end() + FARTHEST);
        }

        void addTo(Set<Feature> found) {
            boolean purposeBefore = isFor(wordsBefore(), candidate.start());
            boolean purposeBehind = isFor(candidate.end(), wordsBehind());
            boolean end = phrases.endsClause(candidate.end());
            boolean typedBehind = passage.says(ACT, candidate.end(), wordsBehind());
            boolean typed = typedBehind || found.contains(Feature.TYPED) || phrases.typedBefore(candidate.start());
            boolean screen = sentenceSays(SCREEN);
            add(found, candidate.value().startsWith("0"), Feature.LEADING_ZERO);
            add(found, end, Feature.END_OF_CLAUSE);
            add(found, phrases.introduced(candidate), Feature.INTRODUCED);
            add(found, purposeBefore, Feature.PURPOSE_RIGHT_BEFORE);
            add(found, purposeBehind, Feature.PURPOSE_RIGHT_BEHIND);
            add(found, purposeBefore && found.contains(Feature.AFTER_COLON), Feature.COLON_AFTER_PURPOSE);
            add(found, purposeBefore && end, Feature.PURPOSE_BEFORE_END);
            add(found, typedBehind, Feature.TYPED_BEHIND);
            add(found, screen, Feature.SCREEN_WORD);
            add(found, screen && typed, Feature.TYPED_ON_SCREEN);
            add(found, sentenceSays(DONE), Feature.DONE_WORD);
            add(found, isNumbered(), Feature.NUMBERED);
            add(found, isOfSomething(), Feature.NUMBER_OF_SOMETHING);
            boolean usual = found.contains(Feature.SIX_DIGITS) || found.contains(Feature.IN_GROUPS);
            add(found, usual && found.contains(Feature.NAME_AND_NUMBER), Feature.NAME_AND_USUAL_NUMBER);
            add(found, isWarned(), Feature.WARNING_NEAR);
            add(found, namesOtherCode(), Feature.OTHER_CODE_NEAR);
        }

        /** Whether the sentence names a code for something else: German "Abholcode", Spanish "código de cita". */
        private boolean namesOtherCode() {
            int keywordEnd = -FARTHEST;
            for (int i = from; i < to; i++) {
                if (Characters.word(text.at(i))) {
                    int start = i;
                    while (i < to && Characters.word(text.at(i))) {
                        i++;
                    }
                    String word = text.part(start, i);
                    if (passage.vocabulary().keywordTail(word) > 0
                            && !passage.vocabulary().isKeyword(word)) {
                        return true;
                    }
                    if (start - keywordEnd <= CHARACTERS && passage.vocabulary().has(OTHER_CODE_AFTER, word)) {
                        return true;
                    }
                    keywordEnd = passage.vocabulary().isKeyword(word) ? i : keywordEnd;
                }
            }
            return false;
        }

        private boolean isFor(int start, int end) {
            return passage.says(PURPOSE, start, end) || passage.says(LOGIN, start, end);
        }

        private boolean sentenceSays(Section section) {
            return passage.says(section, from, to);
        }

        private boolean isWarned() {
            int sentence = candidate.sentence();
            int first = passage.sentences().start(Math.max(0, sentence - 1));
            int last = passage.sentences().end(Math.min(passage.sentences().count() - 1, sentence + 1));
            return passage.says(
                    WARNING, Math.max(first, candidate.start() - FARTHEST), Math.min(last, candidate.end() + FARTHEST));
        }

        private boolean isNumbered() {
            return phrases.follows(candidate, REFERENCE_LINK)
                    || "#№°º".indexOf(text.at(candidate.start() - 1)) >= 0
                    || (text.at(candidate.start() - 1) == ' ' && "#№°º".indexOf(text.at(candidate.start() - 2)) >= 0);
        }

        /** "Your case number is 482913", whatever the word for the case is. */
        private boolean isOfSomething() {
            return passage.says(NUMBER_OF, from, candidate.start())
                    && !sentenceSays(PURPOSE)
                    && !sentenceSays(LOGIN)
                    && !sentenceSays(ACT);
        }

        /** Where the three words before it begin. */
        private int wordsBefore() {
            int i = candidate.start();
            int words = 0;
            while (i > from) {
                char c = text.at(i - 1);
                if (Characters.unspaced(c)) {
                    return Math.max(from, i - CHARACTERS);
                }
                boolean begins = Characters.word(c) && (i - 1 == from || !Characters.word(text.at(i - 2)));
                i--;
                words += begins ? 1 : 0;
                if (words == WORDS) {
                    return i;
                }
            }
            return i;
        }

        /** Where the three words behind it end. */
        private int wordsBehind() {
            int i = candidate.end();
            int words = 0;
            while (i < to) {
                char c = text.at(i);
                if (Characters.unspaced(c)) {
                    return Math.min(to, i + CHARACTERS);
                }
                boolean ends = Characters.word(c) && !Characters.word(text.at(i + 1));
                i++;
                words += ends ? 1 : 0;
                if (words == WORDS) {
                    return i;
                }
            }
            return i;
        }
    }
}
