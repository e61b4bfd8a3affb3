package dev.postern.extraction.language;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words that end a compound: "code" in "Bestätigungscode". Most words are none, and cost three characters and a bit. */
final class Tails {
    private static final int KEY = 3;
    private static final int BITS = 1 << 12;

    private final Map<String, List<String>> byEnd = new HashMap<>();
    private final BitSet ends = new BitSet(BITS);

    Tails(Collection<String> tails) {
        for (String tail : tails) {
            if (tail.length() < KEY) {
                throw new IllegalStateException("A word that ends a compound has three letters or more: " + tail);
            }
            String end = tail.substring(tail.length() - KEY);
            ends.set(hash(end));
            List<String> those = byEnd.get(end);
            if (those == null) {
                those = new ArrayList<>();
                byEnd.put(end, those);
            }
            those.add(tail);
        }
    }

    /** The length of the longest of them that the word ends with, with a letter before it at least; 0 when there is none. */
    int lengthIn(String word) {
        if (word.length() <= KEY || !ends.get(hash(word))) {
            return 0;
        }
        int longest = 0;
        for (String tail : byEnd.getOrDefault(word.substring(word.length() - KEY), List.of())) {
            if (tail.length() > longest && tail.length() < word.length() && word.endsWith(tail)) {
                longest = tail.length();
            }
        }
        return longest;
    }

    private static int hash(String word) {
        int end = word.length();
        return (word.charAt(end - 3) * 31 + word.charAt(end - 2) * 7 + word.charAt(end - 1)) & (BITS - 1);
    }
}
