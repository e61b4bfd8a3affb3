package dev.postern.extraction.weight;

import java.util.Set;

/**
 * A number that no words of the message call a code, and what can be said of it.
 *
 * @param value its digits; a secret
 */
public record Weighed(String value, Set<Feature> features) {
    @Override
    public String toString() {
        return "Weighed[***, " + features + "]";
    }
}
