package dev.postern.resolver.rule;

/**
 * How far back a request looks by default, since a code may come a little before its run first asks. It is counted from
 * the run's first request: a later request still finds every code that the first could have had.
 */
public final class LookBack {
    private static final int DEFAULT_SECONDS = 120;

    /** The interval for the organisation of {@code n}. */
    public static final String OF_ORGANIZATION = """
            coalesce((SELECT s.look_back_seconds FROM request_settings s
                      WHERE s.organization_id = n.organization_id), %d) * interval '1 second'""".formatted(DEFAULT_SECONDS);

    private LookBack() {}

    /** Seconds, for an organisation without a setting of its own: docs/rules.md, "Which code answers which request". */
    public static int defaultSeconds() {
        return DEFAULT_SECONDS;
    }
}
