package dev.postern.resolver.history;

import dev.postern.database.Page;
import dev.postern.database.Sql;
import dev.postern.database.SqlBuilder;
import dev.postern.database.Transactions;
import dev.postern.events.Evidence;
import dev.postern.events.Masks;
import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.rehash.OneOf;
import dev.postern.resolver.state.Lifespan;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages of the history. Time and address have an index. For any other condition only a limited number of codes is
 * searched for one page, so a page's cost has a bound even when matches are rare.
 */
@ApplicationScoped
class CodePages {
    private static final int SEARCHED = 10_000;
    private static final String COLUMNS = """
            c.totp_code_id, c.otp_type, c.source, c.task_id, c.workflow_id, c.workflow_run_id, c.received_at,
            c.valid_until, c.code_sealed, c.link_sealed, c.identifier_sealed, c.code_masked, c.identifier_masked,
            c.channel_id, c.sender_masked, c.repeat_of, c.rule, c.confidence, c.claimed_run, c.claimed_at, c.outcome,
            c.outcome_at""";
    private static final String NEWEST_FIRST = " ORDER BY c.received_at DESC, c.totp_code_id DESC LIMIT ";
    private static final String OF_RUN = " AND " + """
            c.totp_code_id IN (
                SELECT r.totp_code_id FROM code_requests r
                WHERE r.organization_id = :organization AND r.run_key IN ('run:' || :run, 'task:' || :run) AND r.totp_code_id IS NOT NULL
                UNION
                SELECT b.totp_code_id FROM codes b WHERE b.organization_id = :organization AND b.workflow_run_id = :run)""";
    private static final Sql HAND_OUTS = Sql.of("""
            SELECT r.* FROM unnest(:codes::text[]) AS asked (totp_code_id)
            CROSS JOIN LATERAL (
                SELECT h.totp_code_id, h.code_request_id, h.status, h.delivered_at,
                    coalesce(h.workflow_run_id, h.task_id, h.code_request_id) AS run
                FROM code_requests h WHERE h.totp_code_id = asked.totp_code_id AND h.organization_id = :organization
                ORDER BY h.delivered_at, h.code_request_id LIMIT 20) r""");

    private final Transactions transactions;
    private final SealedFields fields;
    private final IndexKey indexKey;
    private final Lifespan lifespan;

    CodePages(Transactions transactions, SealedFields fields, IndexKey indexKey, Lifespan lifespan) {
        this.transactions = transactions;
        this.fields = fields;
        this.indexKey = indexKey;
        this.lifespan = lifespan;
    }

    /** One page, and where the next one begins. */
    CodesPage page(String organizationId, CodesQuery query) {
        SqlBuilder indexed = indexed(organizationId, query);
        SqlBuilder searched = searched(query);
        SqlBuilder page = new SqlBuilder()
                .add("SELECT c.*, " + State.OF_ROW + " AS state FROM (SELECT " + COLUMNS + " FROM codes c WHERE ")
                .add(indexed)
                // When no row is left out, the inner limit is the page's limit, so no more than a page is read.
                .add(
                        NEWEST_FIRST + ":searched) c WHERE true",
                        parameters -> parameters.set("searched", searched.isEmpty() ? query.limit() + 1 : SEARCHED))
                .add(searched)
                // One row more than asked for tells whether there is another page.
                .add(NEWEST_FIRST + ":limit", parameters -> parameters.set("limit", query.limit() + 1));
        Page<CodeAnswer> found = transactions.page(page, query.limit(), row -> open(organizationId, row));
        List<CodeAnswer> shown = found.rows();
        if (found.more()) {
            CodeAnswer last = shown.getLast();
            return new CodesPage(
                    withHandOuts(organizationId, shown), new Cursor(last.receivedAt(), last.totpCodeId()).text());
        }
        Cursor end = searched.isEmpty() ? null : endOfSearch(indexed);
        return new CodesPage(withHandOuts(organizationId, shown), end == null ? null : end.text());
    }

    /** The last code that was searched; null when the search came to the end of the history. */
    private @Nullable Cursor endOfSearch(SqlBuilder indexed) {
        SqlBuilder end = new SqlBuilder()
                .add("SELECT c.received_at, c.totp_code_id FROM codes c WHERE ")
                .add(indexed)
                .add(NEWEST_FIRST + "1 OFFSET :skipped", parameters -> parameters.set("skipped", SEARCHED - 1));
        return transactions
                .query(end, row -> new Cursor(time(row, "received_at"), row.getString("totp_code_id")))
                .stream()
                .findFirst()
                .orElse(null);
    }

    private SqlBuilder indexed(String organizationId, CodesQuery query) {
        SqlBuilder where = new SqlBuilder();
        where.add("c.organization_id = :organization", parameters -> parameters.set("organization", organizationId));
        String identifier = query.identifier();
        if (identifier != null) {
            // The match key names the organisation too, and has its own index.
            List<String> matchKeys = indexKey.matchKeys(organizationId, Identifier.of(identifier));
            where.add(
                    " AND " + OneOf.sql("c.match_key", "match_keys", matchKeys),
                    parameters -> parameters.set("match_keys", matchKeys));
        }
        if (query.run() != null) {
            where.add(OF_RUN, parameters -> parameters.set("run", query.run()));
        }
        if (query.otpType() == OtpType.MAGIC_LINK) {
            // Not as a parameter: links have an index of their own.
            where.add(" AND c.otp_type = 'magic_link'");
        }
        if (query.state() == State.REJECTED) {
            // Not as a parameter: these rows have their own index, and are so few that a search might miss them all.
            where.add(" AND c.outcome = 'rejected'");
        }
        if (query.state() == State.AVAILABLE) {
            where.add(
                    " AND c.received_at > now() - :lifespan * interval '1 second'",
                    parameters -> parameters.set("lifespan", lifespan.seconds()));
        }
        if (query.receivedAfter() != null) {
            where.add(" AND c.received_at > :after", parameters -> parameters.set("after", query.receivedAfter()));
        }
        if (query.receivedBefore() != null) {
            where.add(" AND c.received_at < :before", parameters -> parameters.set("before", query.receivedBefore()));
        }
        Cursor cursor = query.after();
        if (cursor != null) {
            where.add(
                    " AND (c.received_at, c.totp_code_id) < (:cursor_time, :cursor_id)",
                    parameters ->
                            parameters.set("cursor_time", cursor.receivedAt()).set("cursor_id", cursor.id()));
        }
        return where;
    }

    private static SqlBuilder searched(CodesQuery query) {
        SqlBuilder where = new SqlBuilder();
        if (query.otpType() == OtpType.TOTP) {
            where.add(" AND c.otp_type = 'totp'");
        }
        if (query.source() != null) {
            where.add(" AND c.source = :source", parameters -> parameters.set("source", query.source()));
        }
        State state = query.state();
        if (state != null && state != State.REJECTED) {
            where.add(" AND " + State.OF_ROW + " = :state", parameters -> parameters.set("state", state.wireName()));
        }
        return where;
    }

    private List<CodeAnswer> withHandOuts(String organizationId, List<CodeAnswer> codes) {
        List<String> ids = codes.stream()
                .filter(code -> code.deliveredAt() != null)
                .map(CodeAnswer::totpCodeId)
                .toList();
        record Given(String totpCodeId, HandOut handOut) {}
        Map<String, List<HandOut>> given = transactions
                .query(
                        HAND_OUTS,
                        parameters -> parameters.set("codes", ids).set("organization", organizationId),
                        row -> new Given(
                                row.getString("totp_code_id"),
                                new HandOut(
                                        row.getString("code_request_id"),
                                        row.getString("run"),
                                        row.getString("status"),
                                        time(row, "delivered_at"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Given::totpCodeId, Collectors.mapping(Given::handOut, Collectors.toList())));
        return codes.stream()
                .map(code -> code.handedTo(given.getOrDefault(code.totpCodeId(), List.of())))
                .toList();
    }

    private CodeAnswer open(String organizationId, ResultSet row) throws SQLException {
        OtpType type = OtpType.ofWireName(row.getString("otp_type"));
        String identifier = fields.open(row, organizationId, "identifier");
        String identifierMasked = row.getString("identifier_masked");
        String value = fields.value(row, organizationId, type);
        String valueMasked = row.getString("code_masked");
        return new CodeAnswer(
                row.getString("totp_code_id"),
                row.getString("state"),
                type,
                row.getString("source"),
                identifier,
                identifierMasked != null ? identifierMasked : masked(identifier),
                value,
                valueMasked != null ? valueMasked : masked(value, type),
                row.getString("task_id"),
                row.getString("workflow_id"),
                row.getString("workflow_run_id"),
                row.getString("channel_id"),
                row.getString("sender_masked"),
                row.getString("repeat_of"),
                new Evidence(row.getString("rule"), row.getDouble("confidence")),
                time(row, "received_at"),
                time(row, "valid_until"),
                run(row.getString("claimed_run")),
                timeOrNull(row, "claimed_at"),
                timeOrNull(row, "outcome_at"),
                List.of());
    }

    /** The id in a run's key, after the prefix that names the id's kind. An idempotency key is left to its caller. */
    private static @Nullable String run(@Nullable String runKey) {
        if (runKey == null) {
            return null;
        }
        return runKey.startsWith("key:") ? CodeAnswer.UNNAMED : runKey.substring(runKey.indexOf(':') + 1);
    }

    private static String masked(@Nullable String identifier) {
        return identifier == null ? "•••" : Identifier.of(identifier).masked();
    }

    private static String masked(@Nullable String value, OtpType type) {
        return value == null || type == OtpType.MAGIC_LINK ? Masks.link() : Masks.code(value);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
