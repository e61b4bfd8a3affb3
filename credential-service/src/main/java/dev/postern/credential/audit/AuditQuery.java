package dev.postern.credential.audit;

import dev.postern.database.SqlBuilder;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of an audit are asked for.
 *
 * @param actor the id of an API key, or a service's name; null for any
 * @param action null for any
 * @param subject an id; null for any
 * @param outcome null for any
 * @param after exclusive; null for any time
 * @param before exclusive; null for any time
 * @param cursor null for the first page
 * @param limit how many at most
 * @param format in which the rows are wanted, where the query says
 */
record AuditQuery(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        AuditRecorded.@Nullable Outcome outcome,
        @Nullable Instant after,
        @Nullable Instant before,
        @Nullable AuditCursor cursor,
        int limit,
        @Nullable Format format) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;
    private static final Choices<AuditRecorded.Outcome> OUTCOMES =
            Choices.of(AuditRecorded.Outcome.values(), AuditRecorded.Outcome::wireName);
    private static final Choices<Format> FORMATS =
            new Choices<>(Map.of("json", Format.JSON, "jsonl", Format.JSON_LINES));

    /** How rows are written. */
    enum Format {
        /** A page. */
        JSON,
        /** All rows, one a line. */
        JSON_LINES
    }

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem 422 naming every wrong one
     */
    static AuditQuery of(MultivaluedMap<String, String> query) {
        QueryFields fields = new QueryFields(query);
        AuditQuery read = new AuditQuery(
                text(fields, "actor"),
                text(fields, "action"),
                text(fields, "subject"),
                fields.optionalChoice("outcome", OUTCOMES),
                fields.optionalTime("after"),
                fields.optionalTime("before"),
                AuditCursor.read(fields, "cursor"),
                fields.positive("limit", DEFAULT_LIMIT, MOST),
                fields.optionalChoice("format", FORMATS));
        fields.check();
        return read;
    }

    private static @Nullable String text(QueryFields fields, String name) {
        String sent = fields.optionalString(name, TextLimit.ID);
        return sent == null || sent.isEmpty() ? null : sent;
    }

    /** This query from a row on. */
    AuditQuery from(@Nullable AuditCursor next, int rows) {
        return new AuditQuery(actor, action, subject, outcome, after, before, next, rows, format);
    }

    /** The condition on a row of {@code audit_rows a}. */
    SqlBuilder where(String organizationId) {
        SqlBuilder where = new SqlBuilder();
        where.add("a.organization_id = :organization", parameters -> parameters.set("organization", organizationId));
        if (actor != null) {
            where.add(" AND a.actor = :actor", parameters -> parameters.set("actor", actor));
        }
        if (action != null) {
            where.add(" AND a.action = :action", parameters -> parameters.set("action", action));
        }
        if (subject != null) {
            where.add(" AND a.subject = :subject", parameters -> parameters.set("subject", subject));
        }
        if (outcome != null) {
            // Not as a parameter: refused acts have an index of their own.
            where.add(
                    switch (outcome) {
                        case DONE -> " AND a.outcome = 'done'";
                        case REFUSED -> " AND a.outcome = 'refused'";
                    });
        }
        if (after != null) {
            where.add(" AND a.acted_at > :after", parameters -> parameters.set("after", after));
        }
        if (before != null) {
            where.add(" AND a.acted_at < :before", parameters -> parameters.set("before", before));
        }
        if (cursor != null) {
            where.add(
                    " AND (a.acted_at, a.seq) < (:cursor_time, :cursor_seq)",
                    parameters -> parameters.set("cursor_time", cursor.at()).set("cursor_seq", cursor.seq()));
        }
        return where;
    }
}
