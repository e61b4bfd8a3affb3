package dev.postern.extraction.language;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of one section, of all languages together. */
final class Words {
    private final Set<String> whole;
    /** Phrases of two words: the second word, and the words that may stand before it. */
    private final Map<String, Set<String>> firsts;
    /** The words that are found letter by letter. The longest come first, since one may begin another. */
    private final String[] literal;
    /** The words that end a compound. */
    private final Tails tails;
    /** The words of which only the beginning is given. */
    private final Heads heads;
    /** The characters that these begin with; few places of a text hold one. */
    private final BitSet beginnings = new BitSet();
    /** These words by that character, since a section may have hundreds. */
    private final Map<Character, List<String>> byFirst = new HashMap<>();

    Words(Section.Match match, Collection<String> words) {
        Set<String> single = new HashSet<>();
        Map<String, Set<String>> pairs = new HashMap<>();
        List<String> letters = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        List<String> begins = new ArrayList<>();
        for (String word : words) {
            int blank = word.indexOf(' ');
            if (word.startsWith(LanguagePack.TAIL)) {
                ends.add(word.substring(1));
            } else if (word.endsWith(LanguagePack.TAIL)) {
                begins.add(word.substring(0, word.length() - 1));
            } else if (match == Section.Match.LITERAL || Characters.unspaced(word.charAt(0))) {
                letters.add(word);
                beginnings.set(word.charAt(0));
            } else if (blank < 0) {
                single.add(word);
            } else {
                String second = word.substring(blank + 1);
                Set<String> before = pairs.getOrDefault(second, new HashSet<>());
                before.add(word.substring(0, blank));
                pairs.put(second, before);
            }
        }
        this.whole = Set.copyOf(single);
        this.firsts = Map.copyOf(pairs);
        this.literal = letters.toArray(new String[0]);
        Arrays.sort(literal, new LongestFirst());
        for (String word : literal) {
            List<String> those = byFirst.getOrDefault(word.charAt(0), new ArrayList<>());
            those.add(word);
            byFirst.put(word.charAt(0), those);
        }
        this.tails = new Tails(ends);
        this.heads = new Heads(begins);
    }

    /**
     * Puts the longest first, in an order that every run repeats. It is a class, since a program's first
     * lambdas are slow.
     */
    private static final class LongestFirst implements Comparator<String> {
        @Override
        public int compare(String one, String other) {
            return one.length() != other.length() ? other.length() - one.length() : one.compareTo(other);
        }
    }

    boolean contains(String word) {
        return whole.contains(word) || tails.lengthIn(word) > 0 || heads.begin(word);
    }

    /** Whether the word itself is one of them, and no compound that ends with one. */
    boolean lists(String word) {
        return whole.contains(word);
    }

    /** Whether the word begins as one of them does of which only the beginning is given. */
    boolean begins(String word) {
        return heads.begin(word);
    }

    /** The length of the word that ends this compound; 0 when none does. */
    int tailOf(String word) {
        return tails.lengthIn(word);
    }

    boolean contains(String first, String second) {
        Set<String> known = firsts.get(second);
        return known != null && known.contains(first);
    }

    /** The length of the longest word that begins at an index; 0 when there is none. */
    int at(RenderedText text, int index) {
        if (!beginnings.get(text.at(index))) {
            return 0;
        }
        for (String word : literal) {
            if (text.has(word, index)) {
                return word.length();
            }
        }
        return 0;
    }

    /** The length of the longest word that ends there; 0 when there is none. */
    int endingAt(RenderedText text, int end) {
        for (String word : literal) {
            if (text.has(word, end - word.length())) {
                return word.length();
            }
        }
        return 0;
    }

    boolean within(String text) {
        for (int i = 0; i < text.length(); i++) {
            char first = text.charAt(i);
            if (beginnings.get(first)) {
                for (String word : byFirst.getOrDefault(first, List.of())) {
                    if (text.startsWith(word, i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a word that is found letter by letter has this character. */
    boolean hasCharacter(char c) {
        for (String word : literal) {
            if (word.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }
}
