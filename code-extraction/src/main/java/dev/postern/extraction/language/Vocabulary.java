package dev.postern.extraction.language;

import dev.postern.extraction.text.RenderedText;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The words that the rules know, in all languages together, by their meaning to a rule. They come from the
 * language packs.
 */
public final class Vocabulary {
    /** The words of every pack. */
    public static final Vocabulary ALL = of(LanguagePack.all());

    private final Map<Section, Set<String>> written;
    private final Map<Section, Words> words = new EnumMap<>(Section.class);
    private final Set<String> known = new HashSet<>();

    private Vocabulary(Map<Section, Set<String>> written) {
        this.written = written;
        for (Section section : Section.values()) {
            Set<String> its = written.getOrDefault(section, Set.of());
            words.put(section, new Words(section.match(), its));
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

    /** This vocabulary without some words, in every section. */
    public Vocabulary without(Set<String> leftOut) {
        Map<Section, Set<String>> rest = new EnumMap<>(Section.class);
        written.forEach((section, its) -> {
            Set<String> kept = new HashSet<>(its);
            kept.removeAll(leftOut);
            rest.put(section, kept);
        });
        return new Vocabulary(rest);
    }

    /** The words as the packs write them, but with blanks. */
    public Set<String> written(Section section) {
        return written.getOrDefault(section, Set.of());
    }

    Words of(Section section) {
        return Objects.requireNonNull(words.get(section));
    }

    /**
     * Whether any section has a word, or a phrase that ends with it. Most words are unknown and need only this
     * one look.
     */
    public boolean knows(String word) {
        return known.contains(word);
    }

    public boolean has(Section section, String word) {
        return of(section).contains(word);
    }

    /** Whether a section has a phrase of two words. */
    public boolean has(Section section, String first, String second) {
        return of(section).contains(first, second);
    }

    /** Whether a word announces a code of any kind. */
    public boolean isKeyword(String word) {
        return has(Section.KEYWORD, word) || has(Section.LOGIN_KEYWORD, word);
    }

    /** The length of the word that begins at an index inside a run of letters; 0 when there is none. */
    public int at(Section section, RenderedText text, int index) {
        return of(section).at(text, index);
    }

    /** The length of the word that ends there inside a run of letters; 0 when there is none. */
    public int endingAt(Section section, RenderedText text, int end) {
        return of(section).endingAt(text, end);
    }

    /** Whether a text holds a word of a section that is found letter by letter. The text must be in lower case. */
    public boolean isIn(Section section, String text) {
        return of(section).within(text);
    }

    /** Whether a word of a section that is found letter by letter has this character. */
    public boolean hasCharacter(Section section, char c) {
        return of(section).hasCharacter(c);
    }

    /** Whether such a word ends there. */
    public boolean endsAt(Section section, RenderedText text, int end) {
        return endingAt(section, text, end) > 0;
    }
}
