package dev.postern.extraction.code;

import org.jspecify.annotations.Nullable;

/** What the rules for codes say about one text. */
public sealed interface Finding {

    /**
     * The text announces this code.
     *
     * @param value the code to type; leading zeros are part of it
     * @param rule the stable name of the rule that decided
     * @param confidence between 0 and 1
     * @param start where the code begins, in UTF-16 units of the rendered text
     * @param end where it ends, exclusive
     * @param runnerUp another number that the text announces less firmly; null when there is none
     */
    record Code(
            String value,
            String rule,
            double confidence,
            int start,
            int end,
            @Nullable String runnerUp) implements Finding {
        /** Whether letters are part of the code. */
        public boolean hasLetters() {
            return value.chars().anyMatch(Character::isLetter);
        }

        @Override
        public String toString() {
            return "Code[***, rule=" + rule + ", start=" + start + ", end=" + end + "]";
        }
    }

    /** The text announces no code. */
    record Nothing() implements Finding {}

    /** The text announces several values equally firmly. */
    record Ambiguous() implements Finding {}
}
