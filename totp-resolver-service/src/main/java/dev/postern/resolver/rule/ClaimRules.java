package dev.postern.resolver.rule;

/**
 * The rules that decide which code {@code c} goes to which request {@code r}, each as a condition of SQL: docs/rules.md,
 * "Which code answers which request" and "The second login gets the second code". The statements of {@code claim} put them together.
 */
public final class ClaimRules {
    /** Until the caller calls again: docs/rules.md, rule 1. A poller's pause is shorter. */
    public static final String GRACE = "interval '15 seconds'";

    /**
     * The conditions of time, scope and sender.
     *
     * @param received the alias of what was received: a code or a message
     */
    public static String agree(String received) {
        return inTime(received) + "\nAND " + inScope(received) + "\nAND " + ofSender(received);
    }

    private static String inTime(String received) {
        return received + ".received_at >= r.received_after";
    }

    private static String inScope(String received) {
        return """
            ((%1$s.workflow_run_id IS NULL OR %1$s.workflow_run_id IS NOT DISTINCT FROM r.workflow_run_id)
             AND (%1$s.task_id IS NULL OR %1$s.task_id IS NOT DISTINCT FROM r.task_id)
             AND (%1$s.workflow_id IS NULL
                  OR coalesce(%1$s.workflow_id = r.workflow_id, false)
                  OR coalesce(%1$s.workflow_id = r.workflow_permanent_id, false)))""".formatted(received);
    }

    private static String ofSender(String received) {
        return "(r.sender_key IS NULL OR r.sender_key = ANY (%1$s.sender_keys))".formatted(received);
    }

    private static final String OF_TYPE = """
            (r.otp_type IS NULL
             OR (r.otp_type = 'totp' AND c.code_sealed IS NOT NULL)
             OR (r.otp_type = 'magic_link' AND c.link_sealed IS NOT NULL))""";

    /** The page is of the code's site, or of a site above or below it. True when the page or the site is not known. */
    public static final String SAME_SITE = """
            (r.page_host IS NULL OR c.bound_domain IS NULL
             OR right('.' || r.page_host, length(c.bound_domain) + 1) = '.' || c.bound_domain
             OR (strpos(r.page_host, '.') > 0
                 AND right('.' || c.bound_domain, length(r.page_host) + 1) = '.' || r.page_host))""";

    /** Rule 6: a refused code is for every other run, without a doubt for those that were there when it came. */
    private static final String NOT_REFUSED = "r.run_key <> ALL (c.refused_by)";

    /** Everything but the site that the code is bound to. */
    public static final String FITS_BUT_FOR_SITE = agree("c") + "\nAND " + OF_TYPE + "\nAND " + NOT_REFUSED;

    public static final String FITS = FITS_BUT_FOR_SITE + "\nAND " + SAME_SITE;

    /** A short push without a digit is kept as Skyvern keeps it, and is no login's code. */
    private static final String HAS_DIGIT = "c.rule <> 'short-words'";

    /** It can be used, and no site took it. A refused one may be used by rule 6 only. */
    public static final String USABLE = HAS_DIGIT + """
             AND c.valid_until > clock_timestamp() AND c.repeat_of IS NULL
            AND (c.outcome IS NULL OR (c.outcome = 'rejected' AND cardinality(c.refused_by) > 0))""";

    /** No run has it. The run whose site refused it has it no longer. */
    public static final String FREE = "(c.claimed_run IS NULL OR c.outcome = 'rejected')";

    /**
     * A site that sends a second code forgets the first: a code is withheld once a newer one from its sender to its
     * identifier was given out. A newer one that its site refused does not count: it was another attempt's. The run that
     * already has a code may ask for it again. This is checked only for codes that fit, in a query of their own. Otherwise
     * the planner would count its cost for every code of an address, and read the whole table.
     */
    public static final String NOT_RESENT = """
            NOT EXISTS (
                SELECT 1 FROM codes later
                WHERE later.match_key = c.match_key AND later.sender_keys[1] = c.sender_keys[1]
                  AND later.claimed_at IS NOT NULL AND later.received_at > c.received_at
                  AND later.outcome IS DISTINCT FROM 'rejected')""";

    /** The replica that holds the caller, or one of several, renews its row. */
    private static final String HOLDER_LIVES = """
            EXISTS (SELECT FROM totp_url_callers p
                    WHERE p.replica = ANY (string_to_array(r.held_by, ',')) AND p.alive_until > clock_timestamp())""";

    /** Rule 1, "Only to who is there": the caller is connected, or was within the last 15 seconds. */
    public static final String THERE =
            "(r.there_until > clock_timestamp() AND (r.held_by IS NULL OR " + HOLDER_LIVES + "))";

    /** What was noted of the caller's connections counts: there is none, or one of their replicas lives. */
    public static final String NOTED_TRULY = "(r.held_by IS NULL OR " + HOLDER_LIVES + ")";

    /** The caller is connected, and hears at once of what its request gets. One that polls hears of it when it calls. */
    public static final String CONNECTED =
            "(r.held_by IS NOT NULL AND r.there_until > clock_timestamp() + " + GRACE + " AND " + HOLDER_LIVES + ")";

    /**
     * Rule 7, "Whose site": 0 when the site of the request and the message agree, 1 when one of them says nothing, 2
     * when they disagree. A code that fits agrees with the {@code sender} asked for. Earlier codes have taught which
     * sender serves which site.
     */
    public static final String SITE = """
            CASE WHEN r.sender_key IS NOT NULL THEN 0
                 WHEN cardinality(r.site_keys) = 0 THEN 1
                 WHEN r.site_keys && (c.sender_keys || c.site_keys) THEN 0
                 ELSE coalesce((
                    SELECT CASE WHEN bool_or(s.site_key = ANY (r.site_keys)) THEN 0 ELSE 2 END
                    FROM site_senders s
                    WHERE s.organization_id = r.organization_id AND s.sender_key = c.sender_keys[1]
                    HAVING count(*) > 0),
                    CASE WHEN cardinality(c.sender_keys) > 1 OR cardinality(c.site_keys) > 0 THEN 2 ELSE 1 END)
            END""";

    /**
     * The sender is known to serve sites, and the request stands at none of them. The domains that a message shows do not
     * say it: a site may send from another domain.
     */
    private static String ofAnotherSite(String code) {
        return """
            (r.sender_key IS NULL AND cardinality(r.site_keys) > 0
             AND NOT r.site_keys && (%1$s.sender_keys || %1$s.site_keys)
             AND coalesce((
                SELECT NOT bool_or(s.site_key = ANY (r.site_keys)) FROM site_senders s
                WHERE s.organization_id = r.organization_id AND s.sender_key = %1$s.sender_keys[1]), false))""".formatted(code);
    }

    /** Rule 8: the code came as long before the request as codes do before a late caller's. */
    public static final String IN_ITS_TIME = inItsTime("c");

    private static String inItsTime(String code) {
        return """
            (r.late_by IS NOT NULL AND %1$s.received_at < r.created_at - interval '5 seconds'
             AND %1$s.received_at >= r.created_at - r.late_by - interval '5 seconds')""".formatted(code);
    }

    private static final String OF_ANOTHER_SITE = ofAnotherSite("c");

    /** Rule 8: the late caller's own code probably went to another run, and this one is of a login that has yet to ask. */
    private static final String OF_A_LATER_LOGIN = """
            (r.late_by IS NOT NULL AND c.received_at >= r.created_at - interval '5 seconds'
             AND EXISTS (
                SELECT FROM codes o
                WHERE o.match_key = c.match_key AND o.outcome IS NULL AND o.claimed_run <> r.run_key
                  AND %s AND NOT %s))""".formatted(inItsTime("o"), ofAnotherSite("o"));

    /**
     * Not overlooked: a caller gets it when it calls again after the keeping. One that holds a stream never calls again, and
     * has it by the safety timer.
     */
    public static final String LEFT_FOR_ANOTHER = """
            (c.received_at > clock_timestamp() - interval '5 minutes'
             AND (%s OR %s))""".formatted(OF_ANOTHER_SITE, OF_A_LATER_LOGIN);

    /** Rules 7 and 8: a code of another login is kept for it, until it would have asked. */
    public static final String KEPT = """
            (CASE WHEN c.claimed_run = r.run_key THEN false
                  WHEN c.received_at <= clock_timestamp() - interval '2 minutes' THEN false
                  WHEN %s THEN true
                  ELSE c.received_at > clock_timestamp() - r.late_by - interval '5 seconds' AND %s
             END IS TRUE)""".formatted(OF_ANOTHER_SITE, OF_A_LATER_LOGIN);

    /** A caller that says {@code received_after}, or a late one for a code in its time, is asked about neither age nor others. */
    private static final String EXPECTED = "(r.asked_after OR " + IN_ITS_TIME + ")";

    /**
     * Rule 2, "Doubt": why a code that came before the request may be another login's; null for no doubt. A caller that
     * said from when on it wants codes is asked neither about other logins nor about age. Names of {@code Doubt}.
     */
    public static final String DOUBT = """
            CASE WHEN %5$s THEN 'other_site'
                 WHEN c.received_at >= r.created_at THEN NULL
                 WHEN cardinality(c.refused_by) > 0 THEN 'refused_elsewhere'
                 WHEN NOT %1$s AND %2$s THEN 'another_run_asked'
                 WHEN NOT %1$s AND c.claimed_run IS NULL AND %3$s THEN 'run_asked_before'
                 WHEN EXISTS (
                    SELECT 1 FROM codes later
                    WHERE later.match_key = c.match_key AND later.received_at > c.received_at
                      AND later.claimed_at IS NOT NULL
                      AND coalesce(later.sender_keys[1] = c.sender_keys[1], true))
                 THEN 'newer_code_handed_out'
                 WHEN c.claimed_run = r.run_key AND c.claimed_at < clock_timestamp() - interval '5 seconds'
                 THEN 'handed_out_before'
                 WHEN %4$s = 2 THEN 'other_site'
                 WHEN NOT %1$s AND c.received_at < clock_timestamp() - interval '5 seconds'
                 THEN 'old'
            END""".formatted(
                    EXPECTED,
                    asked("o.run_key <> r.run_key AND o.status <> 'accepted'"),
                    asked("o.run_key = r.run_key AND o.status IN ('waiting', 'expired', 'cancelled')"),
                    SITE,
                    OF_ANOTHER_SITE);

    /** Another request was made shortly before the code came, which may be that attempt's. */
    private static String asked(String condition) {
        return """
            EXISTS (
                    SELECT 1 FROM code_requests o
                    WHERE o.match_key = c.match_key AND %s
                      AND o.created_at > c.received_at - interval '2 minutes'
                      AND o.created_at <= c.received_at)""".formatted(condition);
    }

    /** Why a code of the request's identifier was not given; null when it would be given. Names of {@code Hint.Reason}. */
    public static final String NOT_GIVEN_BECAUSE = """
            CASE WHEN NOT %s THEN 'without_digit'
                 WHEN NOT %s THEN 'older_than_received_after'
                 WHEN NOT %s THEN 'other_scope'
                 WHEN NOT %s THEN 'other_sender'
                 WHEN NOT %s THEN 'other_type'
                 WHEN NOT %s OR %s THEN 'other_site'
                 WHEN NOT %s OR c.outcome = 'accepted'
                      OR NOT coalesce(%s OR c.claimed_run = r.run_key, false)
                 THEN 'handed_out'
                 WHEN %s IS NOT NULL OR %s THEN 'doubtful'
            END""".formatted(
                    HAS_DIGIT,
                    inTime("c"),
                    inScope("c"),
                    ofSender("c"),
                    OF_TYPE,
                    SAME_SITE,
                    OF_ANOTHER_SITE,
                    NOT_REFUSED,
                    FREE,
                    DOUBT,
                    KEPT);

    /** Rule 3, "Hesitation": what is doubtful is given only after this time. */
    public static final String HESITATES = "r.hesitates_until > clock_timestamp()";

    /** A link goes first to who asked for one: who named no type mostly waits for a code. */
    public static final String LINK_UNASKED = "(c.code_sealed IS NULL AND r.otp_type IS NULL)";

    private ClaimRules() {}
}
