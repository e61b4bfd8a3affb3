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
    /** Phrases of two words: the second, and what may stand before it. */
    private final Map<String, Set<String>> firsts;
    /** What is found letter by letter. The longest first: one may begin another. */
    private final String[] literal;
    /** The characters that these begin with: hardly any place of a text holds one. */
    private final BitSet beginnings = new BitSet();

    Words(Section.Match match, Collection<String> words) {
        Set<String> single = new HashSet<>();
        Map<String, Set<String>> pairs = new HashMap<>();
        List<String> letters = new ArrayList<>();
        for (String word : words) {
            int blank = word.indexOf(' ');
            if (match == Section.Match.LITERAL || Characters.unspaced(word.charAt(0))) {
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
    }

    /** And the same order in every run. A class, since the first lambdas of a program take long. */
    private static final class LongestFirst implements Comparator<String> {
        @Override
        public int compare(String one, String other) {
            return one.length() != other.length() ? other.length() - one.length() : one.compareTo(other);
        }
    }

    boolean contains(String word) {
        return whole.contains(word);
    }

    boolean contains(String first, String second) {
        Set<String> known = firsts.get(second);
        return known != null && known.contains(first);
    }

    /** How long the longest is that begins at an index; 0 when none does. */
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

    /** How long the longest is that ends there; 0 when none does. */
    int endingAt(RenderedText text, int end) {
        for (String word : literal) {
            if (text.has(word, end - word.length())) {
                return word.length();
            }
        }
        return 0;
    }

    boolean within(String text) {
        for (String word : literal) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one that is found letter by letter has this character. */
    boolean hasCharacter(char c) {
        for (String word : literal) {
            if (word.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }
}
