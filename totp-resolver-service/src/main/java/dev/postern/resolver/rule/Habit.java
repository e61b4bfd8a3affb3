package dev.postern.resolver.rule;

/**
 * What the last requests at an identifier show of its callers: whether they ask after their codes came, or before. docs/rules.md,
 * "The second login gets the second code", rules 8 and 9. Nothing is shown before enough of them had a code.
 */
public final class Habit {
    private static final int LAST = 20;
    private static final int ENOUGH = 5;
    private static final String MOST = "0.8 * count(*)";

    /**
     * One row, with the request's match key as {@code :match_key}. {@code late_by} (interval): how long after its code a request
     * usually comes, where most came well after; else null. {@code asks_first} (boolean): most came before their codes.
     */
    public static final String OF_CALLERS = """
            (SELECT CASE WHEN count(*) >= %1$d AND count(*) FILTER (WHERE o.late > interval '5 seconds') >= %2$s
                         THEN percentile_disc(0.9) WITHIN GROUP (ORDER BY o.late) END AS late_by,
                    count(*) >= %1$d AND count(*) FILTER (WHERE o.late <= interval '0') >= %2$s AS asks_first
             FROM (SELECT f.created_at - f.code_received_at AS late, f.status FROM code_requests f
                   WHERE f.match_key = :match_key ORDER BY f.created_at DESC LIMIT %3$d) o
             WHERE o.late IS NOT NULL AND o.status <> 'rejected')""".formatted(ENOUGH, MOST, LAST);

    private Habit() {}
}
