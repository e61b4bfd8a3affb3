package dev.postern.extraction.language;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The beginnings that all forms of a word share: "verific" of "verificando". Forms that say that something is over are left out, since a message
 * that says so asks for nothing: "verificado". Most words have none, and cost three characters and a bit.
 */
final class Heads {
    private static final int KEY = 3;
    /** Endings are no longer; a longer word is a compound of something else. */
    private static final int LONGEST_ENDING = 12;

    /** How participles end, in the languages whose packs have beginnings. */
    private static final String[] PAST = {
        "ed", "é", "ée", "és", "ado", "ada", "ados", "adas", "ato", "ata", "ati", "ate", "iert", "isert", "ert", "eret",
        "erad", "erat", "ttu", "tty", "tud", "ováno", "ován", "ována", "ovaný", "ovaná", "owano", "owany", "owana",
        "owane", "iran", "irana", "irano", "ášen", "ášena", "ášený", "jen", "jena", "jeno", "ovano", "ovan", "ovana",
        "ован", "овано", "ована", "ирован", "ировано", "ирована", "ено", "ена", "ён", "ний", "но", "ований", "иран",
        "ирана", "ирано", "ndı", "ndi", "dı", "ldı", "ldi"
    };

    private static final int BITS = 1 << 12;

    private final Map<String, List<String>> byBeginning = new HashMap<>();
    private final BitSet beginnings = new BitSet(BITS);

    Heads(Collection<String> heads) {
        for (String head : heads) {
            if (head.length() < KEY) {
                throw new IllegalStateException("The beginning of a word has three letters or more: " + head);
            }
            String key = head.substring(0, KEY);
            beginnings.set(hash(key));
            List<String> those = byBeginning.get(key);
            if (those == null) {
                those = new ArrayList<>();
                byBeginning.put(key, those);
            }
            those.add(head);
        }
    }

    /** Whether the word begins with one of them. */
    boolean begin(String word) {
        if (word.length() < KEY || !beginnings.get(hash(word))) {
            return false;
        }
        for (String head : byBeginning.getOrDefault(word.substring(0, KEY), List.of())) {
            if (word.startsWith(head) && word.length() - head.length() <= LONGEST_ENDING) {
                return !past(word, head.length());
            }
        }
        return false;
    }

    private static boolean past(String word, int from) {
        for (String ending : PAST) {
            if (word.length() - from >= ending.length() && word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(String word) {
        return (word.charAt(0) * 31 + word.charAt(1) * 7 + word.charAt(2)) & (BITS - 1);
    }
}
