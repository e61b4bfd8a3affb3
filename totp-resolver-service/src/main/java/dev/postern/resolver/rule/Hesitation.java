package dev.postern.resolver.rule;

/**
 * How long a doubtful code is kept back, in case a better one comes. It is counted from the request's start: docs/rules.md,
 * "The second login gets the second code", rule 3.
 */
public final class Hesitation {
    private static final int DEFAULT_SECONDS = 10;

    /** The longest that a request or an organisation may set, in seconds. */
    public static final int LONGEST_SECONDS = 60;

    /**
     * The interval for the organisation of {@code n}. Rule 9, "Callers that ask first": two and a half times as long where
     * {@code h}, the {@link Habit} of the identifier's callers, is to ask before their codes come.
     */
    public static final String OF_ORGANIZATION = """
            least(coalesce((SELECT s.hesitation_seconds FROM request_settings s
                            WHERE s.organization_id = n.organization_id), %d)
                  * CASE WHEN h.asks_first THEN 2.5 ELSE 1 END, %d) * interval '1 second'""".formatted(DEFAULT_SECONDS, LONGEST_SECONDS);

    private Hesitation() {}

    /** Seconds, for an organisation without a setting of its own. */
    public static int defaultSeconds() {
        return DEFAULT_SECONDS;
    }
}
