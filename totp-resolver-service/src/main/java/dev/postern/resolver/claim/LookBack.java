package dev.postern.resolver.claim;

/**
 * How far back a request looks that does not say it: a code may have come a little before its run first asked. Counted
 * from the run's first request, so that asking again does not lose the code that the first might have had.
 */
public final class LookBack {
    private static final int DEFAULT_SECONDS = 300;

    /** The interval for the organisation of {@code n}. */
    static final String OF_ORGANIZATION = """
            coalesce((SELECT s.look_back_seconds FROM request_settings s
                      WHERE s.organization_id = n.organization_id), %d) * interval '1 second'""".formatted(DEFAULT_SECONDS);

    private LookBack() {}

    /** Seconds, for an organisation that set nothing: docs/rules.md, "Which code answers which request". */
    public static int defaultSeconds() {
        return DEFAULT_SECONDS;
    }
}
