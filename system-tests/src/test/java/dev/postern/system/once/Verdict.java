package dev.postern.system.once;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What clients saw that breaks a rule, once no client waits and no code is left.
 *
 * @param twice codes that more than one run saw, with these runs
 * @param lost codes that were acknowledged and that no run saw
 * @param unlisted codes that were acknowledged and are not in the history
 * @param unheardOf codes that were seen and that nobody had sent
 */
record Verdict(
        SortedMap<String, SortedSet<String>> twice,
        SortedSet<String> lost,
        SortedSet<String> unlisted,
        SortedSet<String> unheardOf) {

    /**
     * Judges what was seen. A code that was sent without an acknowledgement may be there or not.
     *
     * @param sent all codes that were sent
     * @param acknowledged those whose sender was told that they are accepted
     * @param sightings every answer of every client
     * @param listed what the history lists
     */
    static Verdict of(
            Set<String> sent, Set<String> acknowledged, Collection<Sighting> sightings, Collection<String> listed) {
        SortedMap<String, SortedSet<String>> runs = new TreeMap<>();
        for (Sighting sighting : sightings) {
            runs.computeIfAbsent(sighting.code(), _ -> new TreeSet<>()).add(sighting.run());
        }
        SortedMap<String, SortedSet<String>> twice = new TreeMap<>(runs);
        twice.values().removeIf(several -> several.size() == 1);
        return new Verdict(
                twice,
                without(acknowledged, runs.keySet()),
                without(acknowledged, new HashSet<>(listed)),
                without(runs.keySet(), sent));
    }

    /** Whether no rule is broken. */
    boolean isClean() {
        return twice.isEmpty() && lost.isEmpty() && unlisted.isEmpty() && unheardOf.isEmpty();
    }

    private static SortedSet<String> without(Set<String> codes, Set<String> others) {
        SortedSet<String> rest = new TreeSet<>(codes);
        rest.removeIf(others::contains);
        return rest;
    }

    @Override
    public String toString() {
        return List.of(
                        Map.entry("seen by two runs", twice),
                        Map.entry("lost", lost),
                        Map.entry("not in the history", unlisted),
                        Map.entry("never sent", unheardOf))
                .toString();
    }
}
