package dev.postern.extraction.code;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Addresses;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import dev.postern.extraction.weight.Feature;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What can be said of a whole message. It is read once, for all its numbers. */
final class MessageFeatures {
    private static final int LONGEST_WORD = 24;
    private static final int LONG_NUMBER = 9;
    private static final int SHORTEST_NUMBER = 3;
    private static final int APP_HASH = 11;
    private static final int FEW = 3;
    private static final double LITTLE = 0.2;
    private static final double HARDLY = 0.06;

    private static final Map<Section, Feature> WORDS = new EnumMap<>(Map.of(
            Section.LOGIN, Feature.LOGIN_WORD,
            Section.PURPOSE, Feature.PURPOSE_WORD,
            Section.WARNING, Feature.WARNING_WORD,
            Section.LIMIT, Feature.LIMIT_WORD,
            Section.VALID, Feature.LIMIT_WORD,
            Section.REFERENCE, Feature.REFERENCE_WORD,
            Section.CALL, Feature.CALL_WORD,
            Section.OTHER_PURPOSE, Feature.OTHER_PURPOSE_WORD,
            Section.TRANSACTION_KIND, Feature.TRANSACTION_WORD,
            Section.CURRENCY, Feature.CURRENCY_WORD));

    private final RenderedText text;
    private final Sentences sentences;
    private final Vocabulary vocabulary;
    private final Set<Feature> found = EnumSet.noneOf(Feature.class);
    private int words;
    private int known;
    private int numbers;
    private int exclamations;
    private String previous = "";

    private MessageFeatures(Passage passage) {
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.vocabulary = passage.vocabulary();
    }

    /** The features of the message, and {@link Feature#ONLY_DIGITS} when it has one number at most. */
    static Set<Feature> of(Passage passage) {
        MessageFeatures features = new MessageFeatures(passage);
        features.read();
        features.measure();
        return features.found;
    }

    private void read() {
        Addresses addresses = new Addresses(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.at(i);
            int addressEnd = addresses.endOf(i);
            if (addressEnd > i) {
                found.add(Feature.WEB_ADDRESS);
                i = addressEnd;
            } else if (Characters.word(c)) {
                i = word(i);
            } else if (Characters.digit(c)) {
                i = number(i);
            } else {
                mark(c);
                if (Characters.unspaced(c)) {
                    unspaced(i);
                }
                i++;
            }
        }
    }

    private int word(int start) {
        int end = start;
        while (Characters.word(text.at(end))) {
            end++;
        }
        words++;
        String word = end - start > LONGEST_WORD ? "" : text.part(start, end);
        Set<Section> its = vocabulary.sectionsOf(word);
        if (its != null) {
            known++;
            WORDS.forEach((section, feature) -> {
                if (its.contains(section) || vocabulary.has(section, previous, word)) {
                    found.add(feature);
                }
            });
        } else if (vocabulary.has(Section.EVERYDAY, word)) {
            known++;
        }
        previous = word;
        return end;
    }

    private void unspaced(int i) {
        words++;
        WORDS.forEach((section, feature) -> {
            if (vocabulary.at(section, text, i) > 0) {
                found.add(feature);
                known++;
            }
        });
        known += vocabulary.at(Section.UNIT, text, i) > 0
                        || vocabulary.at(Section.COPULA, text, i) > 0
                        || vocabulary.at(Section.EVERYDAY, text, i) > 0
                ? 1
                : 0;
    }

    private int number(int start) {
        int end = start;
        while (Characters.digit(text.at(end))) {
            end++;
        }
        int length = end - start;
        if (length >= SHORTEST_NUMBER) {
            numbers++;
            if (length >= LONG_NUMBER) {
                found.add(Feature.LONG_NUMBER);
            }
        } else if (small(start, end)) {
            found.add(Feature.SMALL_NUMBER_BEFORE_WORD);
        } else {
            numbers++;
        }
        return end;
    }

    /** "10 minutes", whatever the word. */
    private boolean small(int start, int end) {
        char before = text.at(start - 1);
        char after = text.at(end);
        char next = after == ' ' || after == '-' ? text.at(end + 1) : after;
        return (before == ' ' || before == '\n' || before == '(' || Characters.unspaced(before))
                && (Characters.unspaced(next) || (next != after && Characters.word(next)));
    }

    private void mark(char c) {
        switch (c) {
            case '!' -> exclamations++;
            case '?' -> found.add(Feature.QUESTION);
            case '%' -> found.add(Feature.PERCENT);
            case '+' -> numbers++;
            default -> {
                if (Character.getType(c) == Character.CURRENCY_SYMBOL) {
                    found.add(Feature.MONEY);
                }
            }
        }
    }

    private void measure() {
        int length = text.length();
        found.add(
                length <= 60
                        ? Feature.UP_TO_60_CHARACTERS
                        : length <= 120
                                ? Feature.UP_TO_120_CHARACTERS
                                : length <= 200
                                        ? Feature.UP_TO_200_CHARACTERS
                                        : length <= 500
                                                ? Feature.UP_TO_500_CHARACTERS
                                                : length <= 2000
                                                        ? Feature.UP_TO_2000_CHARACTERS
                                                        : Feature.LONG_MESSAGE);
        int count = sentences.count();
        found.add(
                count == 1 ? Feature.ONE_SENTENCE : count <= 4 ? Feature.UP_TO_FOUR_SENTENCES : Feature.MANY_SENTENCES);
        if (exclamations > 0) {
            found.add(exclamations > 1 ? Feature.SEVERAL_EXCLAMATIONS : Feature.EXCLAMATION);
        }
        if (words <= FEW) {
            found.add(Feature.FEW_WORDS);
        }
        if (numbers <= 1) {
            found.add(Feature.ONLY_DIGITS);
            if (found.contains(Feature.SMALL_NUMBER_BEFORE_WORD)) {
                found.add(Feature.NUMBER_AND_SMALL_NUMBER);
            }
        }
        if (known <= words * HARDLY) {
            found.add(Feature.UNKNOWN_LANGUAGE);
        } else if (known <= words * LITTLE) {
            found.add(Feature.LITTLE_KNOWN_LANGUAGE);
        } else {
            found.add(Feature.KNOWN_LANGUAGE);
        }
        if (text.has("<#>", 0) || text.has("[#]", 0) || endsInHash()) {
            found.add(Feature.APP_MESSAGE);
        }
    }

    /** Eleven characters of Base64 on a line or behind a blank, with capitals and small letters (SMS Retriever API). */
    private boolean endsInHash() {
        int end = text.length();
        while (end > 0 && (text.at(end - 1) == ' ' || text.at(end - 1) == '\n')) {
            end--;
        }
        int start = end;
        boolean capital = false;
        boolean small = false;
        while (start > 0
                && end - start <= APP_HASH
                && (Characters.asciiLetterOrDigit(text.at(start - 1)) || "+/".indexOf(text.at(start - 1)) >= 0)) {
            start--;
            capital |= text.capital(start);
            small |= Characters.asciiLetter(text.at(start)) && !text.capital(start);
        }
        return end - start == APP_HASH && capital && small;
    }
}
