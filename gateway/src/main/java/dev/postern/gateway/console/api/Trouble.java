package dev.postern.gateway.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the API did not do what was asked.
 *
 * @param kind what can be done about it
 * @param sentence for the person at the screen
 * @param fields what is wrong with single fields; empty unless some were named
 */
public record Trouble(Kind kind, String sentence, List<FieldTrouble> fields) {

    /** What can be done about a trouble. */
    public enum Kind {
        /** A service cannot be reached, or cannot answer now: try again. */
        AWAY,
        /** The key is unknown, revoked or expired, or lacks the scope. */
        FORBIDDEN,
        /** What was asked cannot be done as it was asked. */
        REFUSED
    }

    public Trouble {
        fields = List.copyOf(fields);
    }

    static Trouble away(String sentence) {
        return new Trouble(Kind.AWAY, sentence, List.of());
    }

    /** Whether trying again later may help. */
    public boolean isAway() {
        return kind == Kind.AWAY;
    }

    /** What is wrong with a field, or null. Also found by the last step of its name. */
    public @Nullable String of(String field) {
        return fields.stream()
                .filter(trouble ->
                        trouble.field().equals(field) || trouble.field().endsWith("." + field))
                .map(FieldTrouble::sentence)
                .findFirst()
                .orElse(null);
    }
}
