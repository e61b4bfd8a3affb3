package dev.postern.local.audit;

import java.math.BigInteger;

/**
 * Compares versions by their numbers, from left to right; a missing number counts as zero. Words such as {@code Final} and
 * {@code jre} do not count, and so a release candidate counts as its release.
 */
final class Versions {

    private Versions() {}

    static int compare(String one, String other) {
        String[] ones = one.split("[^0-9]+", -1);
        String[] others = other.split("[^0-9]+", -1);
        for (int i = 0; i < Math.max(ones.length, others.length); i++) {
            int compared = number(ones, i).compareTo(number(others, i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static BigInteger number(String[] parts, int at) {
        return at >= parts.length || parts[at].isEmpty() ? BigInteger.ZERO : new BigInteger(parts[at]);
    }
}
