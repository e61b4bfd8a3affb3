package dev.postern.benchmarks.logins;

import java.util.HashSet;
import java.util.Set;

/** One attempt of a login, as its site sees it: the codes that it was sent, and when the first of them arrived. */
final class Attempt {
    private final long number;
    private final int site;
    private final Set<String> accepted = new HashSet<>();
    private String digits = "";
    private long firstArrival = Long.MAX_VALUE;

    Attempt(long number, int site) {
        this.number = number;
        this.site = site;
    }

    long number() {
        return number;
    }

    int site() {
        return site;
    }

    String digits() {
        return digits;
    }

    void sent(String newDigits) {
        digits = newDigits;
        accepted.add(newDigits);
    }

    void arrived(long at) {
        firstArrival = Math.min(firstArrival, at);
    }

    boolean accepts(String typed) {
        return accepted.contains(typed);
    }

    long firstArrival() {
        return firstArrival;
    }
}
