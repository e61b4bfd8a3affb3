package dev.postern.resolver.claim;

import static dev.postern.resolver.rule.ClaimRules.CONNECTED;
import static dev.postern.resolver.rule.ClaimRules.DOUBT;
import static dev.postern.resolver.rule.ClaimRules.FITS;
import static dev.postern.resolver.rule.ClaimRules.FITS_BUT_FOR_SITE;
import static dev.postern.resolver.rule.ClaimRules.FREE;
import static dev.postern.resolver.rule.ClaimRules.HESITATES;
import static dev.postern.resolver.rule.ClaimRules.IN_ITS_TIME;
import static dev.postern.resolver.rule.ClaimRules.KEPT;
import static dev.postern.resolver.rule.ClaimRules.LEFT_FOR_ANOTHER;
import static dev.postern.resolver.rule.ClaimRules.LINK_UNASKED;
import static dev.postern.resolver.rule.ClaimRules.NOT_RESENT;
import static dev.postern.resolver.rule.ClaimRules.SAME_SITE;
import static dev.postern.resolver.rule.ClaimRules.SITE;
import static dev.postern.resolver.rule.ClaimRules.THERE;
import static dev.postern.resolver.rule.ClaimRules.USABLE;

import dev.postern.database.Sql;
import dev.postern.resolver.lock.MatchKeyLock;

/**
 * The statements that decide which code goes to which request, by the rules of {@link dev.postern.resolver.rule.ClaimRules}. Each is a single
 * statement, run under the advisory lock of the match key. A row that is delivered is the decision.
 */
final class ClaimSql {

    /**
     * A redelivered event changes nothing. Rule 5, "Repeats": of one text that one key pushes again within 15 seconds one
     * is marked as a repeat: the newer, or the older as long as no run had it, since it may be an attempt's that died. None
     * is while the older lies with a caller that has not read it and another run has asked since: that one's site has
     * sent the text again. A channel's provider names each message, so two of a channel are two.
     */
    private static final String INSERT_CODE = """
            WITH stored AS (
            INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, source, task_id, workflow_id,
                workflow_run_id, received_at, expires_at, stated_until, valid_until, bound_domain, channel_id,
                sender_masked, sender_sealed, sender_keys, site_keys, code_masked, identifier_masked, repeat_key,
                repeat_of, code_sealed, link_sealed, identifier_sealed, content_sealed, content_truncated, rule,
                confidence)
            SELECT n.totp_code_id, :organization, n.match_key, :type, :source, :task, :workflow,
                :workflow_run, n.received_at, :expires_at, :stated_until, :valid_until, :bound_domain, n.channel_id,
                :sender_masked, :sender_sealed, :sender_keys, :site_keys, :code_masked, :identifier_masked, n.repeat_key,
                (SELECT c.totp_code_id FROM codes c
                 WHERE c.match_key = n.match_key AND c.repeat_key = n.repeat_key AND c.repeat_of IS NULL
                   AND c.channel_id IS NULL AND n.channel_id IS NULL
                   AND c.totp_code_id <> n.totp_code_id
                   AND (c.claimed_run IS NOT NULL OR c.received_at >= n.received_at)
                   AND NOT (c.unread AND EXISTS (
                       SELECT FROM code_requests r
                       WHERE r.match_key = n.match_key AND r.run_key <> c.claimed_run
                         AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                         AND r.created_at > c.received_at AND r.created_at <= n.received_at))
                   AND c.received_at BETWEEN n.received_at - interval '15 seconds'
                                         AND n.received_at + interval '15 seconds'
                 ORDER BY c.received_at LIMIT 1),
                :code_sealed, :link_sealed, :identifier_sealed, :content_sealed, :content_truncated, :rule, :confidence
            FROM (SELECT :code::text AS totp_code_id, :match_key::text AS match_key, :channel::text AS channel_id,
                         :received_at::timestamptz AS received_at, :repeat_key::text AS repeat_key) n
            ON CONFLICT (totp_code_id) DO NOTHING
            RETURNING totp_code_id, match_key, repeat_key, received_at, repeat_of, channel_id
            )
            UPDATE codes c SET repeat_of = n.totp_code_id
            FROM stored n
            WHERE n.repeat_of IS NULL AND n.channel_id IS NULL
              AND c.match_key = n.match_key AND c.repeat_key = n.repeat_key AND c.repeat_of IS NULL
              AND c.channel_id IS NULL AND c.claimed_run IS NULL
              AND c.received_at >= n.received_at - interval '15 seconds' AND c.received_at < n.received_at""";

    private static final String DELIVER = """
            status = 'delivered', woken_by = :woken_by, delivered_at = clock_timestamp(), source = 'received',
            totp_code_id = c.totp_code_id, code_received_at = c.received_at, valid_until = c.valid_until,
            rule = c.rule, confidence = c.confidence, ask_again_at = NULL,
            delivered_type = coalesce(r.otp_type, c.otp_type),
            code_sealed = CASE coalesce(r.otp_type, c.otp_type) WHEN 'totp' THEN c.code_sealed ELSE c.link_sealed END""";

    /** Rule 7: a sender that names the site of the request serves it. Written once for each pair. */
    private static final String TEACH = """
            INSERT INTO site_senders (organization_id, sender_key, site_key, accepted_at)
                SELECT DISTINCT r.organization_id, c.sender_keys[1], r.site_keys[1], clock_timestamp()""";

    private static final String TAUGHT_BY_NAME = """
            WHERE r.site_keys && c.sender_keys AND r.sender_key IS NULL
                  AND NOT EXISTS (
                    SELECT FROM site_senders s
                    WHERE s.organization_id = r.organization_id AND s.sender_key = c.sender_keys[1]
                      AND s.site_key = r.site_keys[1])
                ON CONFLICT DO NOTHING""";

    /**
     * A code looks for its request: of those whose callers are there, the one at the code's site, then the oldest; and
     * with it every waiting request of that run, since a caller that lost its answer asks again. A request that got no
     * code but hesitates over this one comes back as it is, still waiting, if its caller is connected. The rows are locked, because requests expire
     * without the lock of the match key. Parameters: {@code :code}, {@code :woken_by}.
     */
    private static final String OFFER_CODE_TEXT = """
            WITH c AS (
                SELECT c.* FROM codes c WHERE c.totp_code_id = :code AND %1$s AND %2$s AND %3$s
            ), fitting AS MATERIALIZED (
                SELECT r.code_request_id, r.run_key, r.created_at, %5$s AS there, %6$s AS hesitates, %7$s AS doubt,
                    %8$s AS site, %9$s AS link_unasked, %12$s AS kept, %15$s AS connected
                FROM code_requests r JOIN c ON r.match_key = c.match_key
                WHERE r.status = 'waiting' AND r.expires_at > clock_timestamp() AND %4$s
                FOR UPDATE OF r
            ), chosen AS (
                SELECT f.run_key FROM fitting f
                WHERE f.there AND NOT f.kept
                  AND (f.doubt IS NULL OR (NOT f.hesitates AND (f.connected OR :woken_by::text = 'request')))
                ORDER BY f.site, f.link_unasked, f.created_at, f.code_request_id LIMIT 1
            ), claimed AS (
                UPDATE codes SET claimed_run = chosen.run_key, claimed_at = clock_timestamp(), outcome = NULL,
                    unread = :woken_by::text <> 'request'
                             AND NOT EXISTS (SELECT FROM fitting f
                                             WHERE f.run_key = chosen.run_key AND NOT f.kept AND f.connected)
                FROM chosen, c WHERE codes.totp_code_id = c.totp_code_id RETURNING codes.claimed_run AS run_key
            ), given AS (
                UPDATE code_requests r SET %10$s, doubt = f.doubt
                FROM c, fitting f, claimed
                WHERE r.code_request_id = f.code_request_id AND f.run_key = claimed.run_key AND NOT f.kept
                RETURNING r.*
            ), taught AS (
                %13$s FROM c, given r %14$s
            )
            SELECT %11$s FROM given r
            UNION ALL
            SELECT %11$s FROM code_requests r JOIN fitting f ON f.code_request_id = r.code_request_id
            WHERE f.hesitates AND f.connected AND f.doubt IS NOT NULL AND NOT f.kept AND NOT EXISTS (SELECT FROM claimed)""".formatted(
                    FREE,
                    USABLE,
                    NOT_RESENT,
                    FITS,
                    THERE,
                    HESITATES,
                    DOUBT,
                    SITE,
                    LINK_UNASKED,
                    DELIVER,
                    RequestRow.COLUMNS,
                    KEPT,
                    TEACH,
                    TAUGHT_BY_NAME,
                    CONNECTED);

    /** A stored code looks for its request. Parameters: {@code :code}, {@code :woken_by}. */
    static final Sql OFFER_CODE = Sql.of(OFFER_CODE_TEXT);

    /**
     * The statements for an arriving code, sent together: they take the lock, store the code, and look for its request.
     * PostgreSQL runs them one after the other, each with a snapshot of its own, as if they were sent one by one.
     */
    static final Sql ARRIVE = Sql.of(String.join(";\n", MatchKeyLock.TAKE, INSERT_CODE, OFFER_CODE_TEXT));

    /**
     * A request whose caller is there looks for its code: the closest scope first, then the site, then what is neither
     * doubtful nor the run's already, then the oldest that came in a late caller's time, then the newest. When the code is
     * doubtful and the request, whose caller is connected, hesitates, it comes back as it is, still waiting. A request whose
     * match key changed before the lock was taken gets nothing. Parameters: {@code :request}, {@code :match_key}, {@code :woken_by}.
     */
    private static final String FIND_CODE_TEXT = """
            WITH asking AS (
                SELECT r.*, %6$s AS hesitates, %15$s AS connected FROM code_requests r
                WHERE r.code_request_id = :request AND r.match_key = :match_key
                  AND r.status = 'waiting' AND r.expires_at > clock_timestamp() AND %5$s
                FOR UPDATE
            ), fitting AS MATERIALIZED (
                SELECT c.* FROM codes c JOIN asking r ON c.match_key = r.match_key
                WHERE (%1$s OR c.claimed_run = r.run_key) AND %2$s AND %4$s
            ), candidate AS (
                SELECT c.*, d.doubt
                FROM fitting c CROSS JOIN asking r CROSS JOIN LATERAL (SELECT %7$s AS doubt) d
                WHERE (c.claimed_run = r.run_key OR %3$s) AND NOT %11$s
                ORDER BY CASE WHEN c.workflow_run_id IS NOT NULL THEN 0
                              WHEN c.task_id IS NOT NULL THEN 1
                              WHEN c.workflow_id IS NOT NULL THEN 2
                              ELSE 3 END,
                         %8$s, d.doubt IS NOT NULL OR c.claimed_run = r.run_key IS TRUE,
                         CASE WHEN %12$s THEN c.received_at END,
                         c.received_at DESC, c.totp_code_id DESC
                LIMIT 1
            ), claimed AS (
                UPDATE codes
                SET claimed_run = asking.run_key, outcome = NULL,
                    claimed_at = CASE WHEN codes.claimed_run = asking.run_key THEN codes.claimed_at
                                      ELSE clock_timestamp() END,
                    unread = (codes.unread OR codes.claimed_run IS DISTINCT FROM asking.run_key)
                             AND :woken_by::text <> 'request' AND NOT asking.connected
                FROM candidate, asking
                WHERE codes.totp_code_id = candidate.totp_code_id
                  AND (candidate.doubt IS NULL
                       OR (NOT asking.hesitates AND (asking.connected OR :woken_by::text = 'request')))
                RETURNING codes.totp_code_id
            ), given AS (
                UPDATE code_requests r SET %9$s, doubt = c.doubt
                FROM candidate c, asking, claimed
                WHERE r.code_request_id = asking.code_request_id
                RETURNING r.*
            ), taught AS (
                %13$s FROM candidate c, given r %14$s
            )
            SELECT %10$s FROM given r
            UNION ALL
            SELECT %10$s FROM asking r, candidate WHERE r.hesitates AND r.connected AND NOT EXISTS (SELECT FROM claimed)""".formatted(
                    FREE,
                    USABLE,
                    NOT_RESENT,
                    FITS,
                    THERE,
                    HESITATES,
                    DOUBT,
                    SITE,
                    DELIVER,
                    RequestRow.COLUMNS,
                    KEPT,
                    IN_ITS_TIME,
                    TEACH,
                    TAUGHT_BY_NAME,
                    CONNECTED);

    /** Parameters: {@code :request}, {@code :match_key}, {@code :woken_by}. */
    static final Sql FIND_CODE = Sql.of(FIND_CODE_TEXT);

    /**
     * The caller of a waiting request is back: the lock, what is noted of it, and a look for its code, sent together.
     * Parameters: those of {@link Attendance#NOTE} and of {@link #FIND_CODE}, and {@code :lock}.
     */
    static final Sql COME_BACK = Sql.of(String.join(";\n", MatchKeyLock.TAKE, Attendance.NOTE, FIND_CODE_TEXT));

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

    /**
     * Older codes of a refused code's sender, newest first, that it no longer replaces and that a waiting request may
     * have. Parameter: {@code :code}.
     */
    static final Sql NO_LONGER_REPLACED = Sql.of("""
            SELECT c.totp_code_id FROM codes c JOIN codes refused
                ON refused.match_key = c.match_key AND refused.sender_keys[1] = c.sender_keys[1]
               AND refused.received_at > c.received_at
            WHERE refused.totp_code_id = :code AND %s AND %s
              AND EXISTS (SELECT FROM code_requests r
                          WHERE r.match_key = c.match_key AND r.status = 'waiting'
                            AND r.expires_at > clock_timestamp() AND %s)
            ORDER BY c.received_at DESC, c.totp_code_id DESC""".formatted(FREE, USABLE, FITS));

    /**
     * Requests that wait although a code fits and their callers are there, when all of it has been so for a while.
     * Parameter: {@code :limit}.
     */
    static final Sql MISSED = Sql.of("""
            SELECT %1$s FROM code_requests r
            WHERE r.status = 'waiting' AND r.match_key IS NOT NULL AND r.expires_at > clock_timestamp()
              AND r.created_at < clock_timestamp() - %2$s AND %7$s
              AND EXISTS (
                SELECT 1 FROM (
                    SELECT c.* FROM codes c
                    WHERE c.match_key = r.match_key AND c.stored_at < clock_timestamp() - %2$s
                      AND (%3$s OR c.claimed_run = r.run_key) AND %4$s AND %5$s
                    OFFSET 0) c
                WHERE (c.claimed_run = r.run_key OR %6$s) AND NOT %9$s
                  AND ((r.hesitates_until < clock_timestamp() - %2$s AND %10$s) OR %8$s IS NULL))
            ORDER BY r.created_at LIMIT :limit""".formatted(
                    RequestRow.COLUMNS,
                    Overdue.SETTLED,
                    FREE,
                    USABLE,
                    FITS,
                    NOT_RESENT,
                    THERE,
                    DOUBT,
                    LEFT_FOR_ANOTHER,
                    CONNECTED));

    private ClaimSql() {}
}
