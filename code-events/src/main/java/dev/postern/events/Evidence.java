package dev.postern.events;

import java.util.Objects;

/**
 * Why a text was taken for a code, without the text itself.
 *
 * @param rule the stable name of the extraction rule
 * @param confidence between 0 and 1
 */
public record Evidence(String rule, double confidence) {
    public Evidence {
        Objects.requireNonNull(rule, "rule");
    }
}
