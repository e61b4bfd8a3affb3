package dev.postern.extraction;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The words that the rules know, of all languages together, by what they mean to a rule. Comes from the language packs. */
final class Vocabulary {
    /** Of every pack. */
    static final Vocabulary ALL = of(LanguagePack.all());

    private final Map<Section, Set<String>> written;
    private final Map<Section, Words> words = new EnumMap<>(Section.class);
    private final Set<String> known = new HashSet<>();

    private Vocabulary(Map<Section, Set<String>> written) {
        this.written = written;
        for (Section section : Section.values()) {
            Set<String> its = written.getOrDefault(section, Set.of());
            words.put(section, new Words(section.match, its));
            for (String word : its) {
                known.add(word.substring(word.lastIndexOf(' ') + 1));
            }
        }
    }

    static Vocabulary of(List<Map<Section, Set<String>>> packs) {
        Map<Section, Set<String>> together = new EnumMap<>(Section.class);
        for (Map<Section, Set<String>> pack : packs) {
            for (Map.Entry<Section, Set<String>> its : pack.entrySet()) {
                Set<String> those = together.getOrDefault(its.getKey(), new HashSet<>());
                those.addAll(its.getValue());
                together.put(its.getKey(), those);
            }
        }
        return new Vocabulary(together);
    }

    /** The same less some words, wherever they stand. */
    Vocabulary without(Set<String> leftOut) {
        Map<Section, Set<String>> rest = new EnumMap<>(Section.class);
        written.forEach((section, its) -> {
            Set<String> kept = new HashSet<>(its);
            kept.removeAll(leftOut);
            rest.put(section, kept);
        });
        return new Vocabulary(rest);
    }

    /** As they are written in the packs, but with blanks. */
    Set<String> written(Section section) {
        return written.getOrDefault(section, Set.of());
    }

    Words of(Section section) {
        return Objects.requireNonNull(words.get(section));
    }

    /** Whether any section has a word, or a phrase that ends with it: one look for the many that say nothing. */
    boolean knows(String word) {
        return known.contains(word);
    }

    boolean has(Section section, String word) {
        return of(section).contains(word);
    }

    /** A phrase of two words. */
    boolean has(Section section, String first, String second) {
        return of(section).contains(first, second);
    }

    /** Whether a word announces a code, of whichever kind. */
    boolean isKeyword(String word) {
        return has(Section.KEYWORD, word) || has(Section.LOGIN_KEYWORD, word);
    }

    /** How long the word is that begins at an index inside a run of letters; 0 when none does. */
    int at(Section section, RenderedText text, int index) {
        return of(section).at(text, index);
    }

    /** How long the word is that ends there inside a run of letters; 0 when none does. */
    int endingAt(Section section, RenderedText text, int end) {
        return of(section).endingAt(text, end);
    }

    /** Whether such a word ends there. */
    boolean endsAt(Section section, RenderedText text, int end) {
        return endingAt(section, text, end) > 0;
    }
}
