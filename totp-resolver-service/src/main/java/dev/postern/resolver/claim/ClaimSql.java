package dev.postern.resolver.claim;

import dev.postern.database.Sql;

/**
 * The statements that decide which code goes to which request. Each is a single statement, run under the advisory lock
 * of the match key, and its row count is the decision.
 */
public final class ClaimSql {

    /** A redelivered event changes nothing; a message sent twice within two minutes is marked as a repeat. */
    private static final String INSERT_CODE = """
            INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, source, task_id, workflow_id,
                workflow_run_id, received_at, expires_at, stated_until, valid_until, bound_domain, channel_id,
                sender_masked, sender_sealed, sender_keys, code_masked, identifier_masked, repeat_key, repeat_of,
                code_sealed, link_sealed, identifier_sealed, content_sealed, content_truncated, rule, confidence)
            SELECT n.totp_code_id, :organization, n.match_key, :type, :source, :task, :workflow,
                :workflow_run, n.received_at, :expires_at, :stated_until, :valid_until, :bound_domain, :channel,
                :sender_masked, :sender_sealed, :sender_keys, :code_masked, :identifier_masked, n.repeat_key,
                (SELECT c.totp_code_id FROM codes c
                 WHERE c.match_key = n.match_key AND c.repeat_key = n.repeat_key AND c.repeat_of IS NULL
                   AND c.totp_code_id <> n.totp_code_id
                   AND c.received_at BETWEEN n.received_at - interval '2 minutes' AND n.received_at + interval '2 minutes'
                 ORDER BY c.received_at LIMIT 1),
                :code_sealed, :link_sealed, :identifier_sealed, :content_sealed, :content_truncated, :rule, :confidence
            FROM (SELECT :code::text AS totp_code_id, :match_key::text AS match_key,
                         :received_at::timestamptz AS received_at, :repeat_key::text AS repeat_key) n
            ON CONFLICT (totp_code_id) DO NOTHING""";

    /**
     * The conditions of time, scope and sender under which a code or message fits a request {@code r}.
     *
     * @param received the alias of what was received: a code or a message
     */
    public static String agree(String received) {
        return """
            %1$s.received_at >= r.received_after
            AND (%1$s.workflow_run_id IS NULL OR %1$s.workflow_run_id = r.workflow_run_id)
            AND (%1$s.task_id IS NULL OR %1$s.task_id = r.task_id)
            AND (%1$s.workflow_id IS NULL OR %1$s.workflow_id IN (r.workflow_id, r.workflow_permanent_id))
            AND (r.sender_key IS NULL OR r.sender_key = ANY (%1$s.sender_keys))""".formatted(received);
    }

    /**
     * The conditions under which a code {@code c} fits a request {@code r}, except for the code's site, which
     * {@link #SAME_SITE} compares.
     */
    private static final String FITS_BUT_FOR_SITE = agree("c") + """

            AND (r.otp_type IS NULL
                 OR (r.otp_type = 'totp' AND c.code_sealed IS NOT NULL)
                 OR (r.otp_type = 'magic_link' AND c.link_sealed IS NOT NULL))""";

    /** The page is of the code's site, or of a site above or below it. True when the page or the site is not known. */
    private static final String SAME_SITE = """
            (r.page_host IS NULL OR c.bound_domain IS NULL
             OR right('.' || r.page_host, length(c.bound_domain) + 1) = '.' || c.bound_domain
             OR (strpos(r.page_host, '.') > 0
                 AND right('.' || c.bound_domain, length(r.page_host) + 1) = '.' || r.page_host))""";

    private static final String FITS = FITS_BUT_FOR_SITE + "\nAND " + SAME_SITE;

    /**
     * A site that sends a second code forgets the first: a code is withheld once a newer one from its sender to its
     * identifier was given out. The run that already has a code may ask for it again. This is checked only for codes
     * that fit, in a query of their own. Otherwise the planner would count its cost for every code of an address, and
     * read the whole table.
     */
    private static final String NOT_RESENT = """
            NOT EXISTS (
                SELECT 1 FROM codes later
                WHERE later.match_key = c.match_key AND later.sender_keys[1] = c.sender_keys[1]
                  AND later.claimed_at IS NOT NULL AND later.received_at > c.received_at)""";

    private static final String USABLE = """
            c.valid_until > clock_timestamp() AND c.outcome IS NULL AND c.repeat_of IS NULL""";

    private static final String DELIVER = """
            status = 'delivered', woken_by = :woken_by, delivered_at = clock_timestamp(), source = 'received',
            totp_code_id = c.totp_code_id, code_received_at = c.received_at, valid_until = c.valid_until,
            rule = c.rule, confidence = c.confidence, ask_again_at = NULL,
            delivered_type = coalesce(r.otp_type, c.otp_type),
            code_sealed = CASE coalesce(r.otp_type, c.otp_type) WHEN 'totp' THEN c.code_sealed ELSE c.link_sealed END""";

    /**
     * A code looks for its request: the oldest that fits, and with it every waiting request of the same run, since a
     * caller that lost its answer asks again. The rows are locked, because requests expire without the lock of the
     * match key. Parameters: {@code :code}, {@code :woken_by}.
     */
    private static final String OFFER_CODE_TEXT = """
            WITH c AS (
                SELECT c.* FROM codes c WHERE c.totp_code_id = :code AND c.claimed_run IS NULL AND %1$s AND %5$s
            ), fitting AS (
                SELECT r.code_request_id, r.run_key, r.created_at
                FROM code_requests r JOIN c ON r.match_key = c.match_key
                WHERE r.status = 'waiting' AND r.expires_at > clock_timestamp() AND %2$s
                FOR UPDATE OF r
            ), chosen AS (
                SELECT f.run_key FROM fitting f ORDER BY f.created_at, f.code_request_id LIMIT 1
            ), claimed AS (
                UPDATE codes SET claimed_run = chosen.run_key, claimed_at = clock_timestamp()
                FROM chosen, c WHERE codes.totp_code_id = c.totp_code_id RETURNING codes.claimed_run AS run_key
            )
            UPDATE code_requests r SET %3$s
            FROM c, fitting f, claimed
            WHERE r.code_request_id = f.code_request_id AND f.run_key = claimed.run_key
            RETURNING %4$s""".formatted(USABLE, FITS, DELIVER, RequestRow.COLUMNS, NOT_RESENT);

    /** A stored code looks for its request. Parameters: {@code :code}, {@code :woken_by}. */
    static final Sql OFFER_CODE = Sql.of(OFFER_CODE_TEXT);

    /**
     * The statements for an arriving code, sent together: they take the lock, store the code, and look for its request.
     * PostgreSQL runs them one after the other, each with a snapshot of its own, as if they were sent one by one.
     */
    static final Sql ARRIVE = Sql.of(String.join(";\n", MatchKeyLock.TAKE, INSERT_CODE, OFFER_CODE_TEXT));

    /**
     * A request looks for its code: the closest scope first, within it the newest. Parameters: {@code :request},
     * {@code :woken_by}.
     */
    static final Sql FIND_CODE = Sql.of("""
            WITH asking AS (
                SELECT r.* FROM code_requests r
                WHERE r.code_request_id = :request AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                FOR UPDATE
            ), fitting AS MATERIALIZED (
                SELECT c.* FROM codes c JOIN asking r ON c.match_key = r.match_key
                WHERE (c.claimed_run IS NULL OR c.claimed_run = r.run_key) AND %1$s AND %2$s
            ), candidate AS (
                SELECT c.* FROM fitting c
                WHERE c.claimed_run IS NOT NULL OR %5$s
                ORDER BY CASE WHEN c.workflow_run_id IS NOT NULL THEN 0
                              WHEN c.task_id IS NOT NULL THEN 1
                              WHEN c.workflow_id IS NOT NULL THEN 2
                              ELSE 3 END,
                         c.received_at DESC, c.totp_code_id DESC
                LIMIT 1
            ), claimed AS (
                UPDATE codes
                SET claimed_run = asking.run_key,
                    claimed_at = CASE WHEN codes.claimed_run IS NULL THEN clock_timestamp() ELSE codes.claimed_at END
                FROM candidate, asking WHERE codes.totp_code_id = candidate.totp_code_id
                RETURNING codes.totp_code_id
            )
            UPDATE code_requests r SET %3$s
            FROM candidate c, asking, claimed
            WHERE r.code_request_id = asking.code_request_id
            RETURNING %4$s""".formatted(USABLE, FITS, DELIVER, RequestRow.COLUMNS, NOT_RESENT));

    /**
     * A code that fits a request except that it is bound to a site other than the page's: the newest code, the oldest
     * request, and each pair once.
     */
    private static final String WITHHOLD =
            """
            WITH elsewhere AS MATERIALIZED (
                SELECT c.totp_code_id, c.match_key, c.sender_keys, c.received_at, r.code_request_id, r.created_at
                FROM codes c JOIN code_requests r ON r.match_key = c.match_key
                WHERE %%s AND c.claimed_run IS NULL AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                  AND %1$s AND %3$s AND NOT %4$s
            ), w AS (
                SELECT c.totp_code_id, c.code_request_id FROM elsewhere c
                WHERE %2$s
                ORDER BY c.received_at DESC, c.created_at, c.code_request_id LIMIT 1
            )
            UPDATE code_requests r SET withheld = w.totp_code_id, withheld_told = false
            FROM w WHERE r.code_request_id = w.code_request_id AND r.withheld IS DISTINCT FROM w.totp_code_id
            RETURNING %5$s""".formatted(USABLE, NOT_RESENT, FITS_BUT_FOR_SITE, SAME_SITE, RequestRow.COLUMNS);

    /** Parameter: {@code :code}. */
    static final Sql WITHHOLD_CODE = Sql.of(WITHHOLD.formatted("c.totp_code_id = :code"));

    /** Parameter: {@code :request}. */
    static final Sql WITHHOLD_FROM_REQUEST = Sql.of(WITHHOLD.formatted("r.code_request_id = :request"));

    /** Requests that wait although a code fits, when both have been there for a while. Parameter: {@code :limit}. */
    static final Sql MISSED = Sql.of("""
            SELECT %1$s FROM code_requests r
            WHERE r.status = 'waiting' AND r.match_key IS NOT NULL AND r.expires_at > clock_timestamp()
              AND r.created_at < clock_timestamp() - %5$s
              AND EXISTS (
                SELECT 1 FROM (
                    SELECT c.* FROM codes c
                    WHERE c.match_key = r.match_key AND c.stored_at < clock_timestamp() - %5$s
                      AND (c.claimed_run IS NULL OR c.claimed_run = r.run_key) AND %2$s AND %3$s
                    OFFSET 0) c
                WHERE c.claimed_run IS NOT NULL OR %4$s)
            ORDER BY r.created_at LIMIT :limit""".formatted(RequestRow.COLUMNS, USABLE, FITS, NOT_RESENT, Overdue.SETTLED));

    private ClaimSql() {}
}
