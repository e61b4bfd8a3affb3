package dev.postern.resolver.history;

import dev.postern.database.SqlBuilder;
import dev.postern.database.Transactions;
import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.rehash.OneOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what was received and opens it for its owner. */
@ApplicationScoped
class CodeHistory {
    // Skyvern writes naive UTC times with microseconds; its UI appends the Z itself.
    private static final DateTimeFormatter NAIVE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final String COLUMNS = """
            SELECT totp_code_id, otp_type, source, task_id, workflow_id, workflow_run_id, received_at, expires_at,
                code_sealed, link_sealed, identifier_sealed, identifier_masked, content_sealed
            FROM codes WHERE\s""";
    private static final String NEWEST = " ORDER BY received_at DESC, totp_code_id DESC LIMIT :limit";

    private final Transactions transactions;
    private final SealedFields fields;
    private final IndexKey indexKey;

    CodeHistory(Transactions transactions, SealedFields fields, IndexKey indexKey) {
        this.transactions = transactions;
        this.fields = fields;
        this.indexKey = indexKey;
    }

    /** The newest codes that pass the filter, newest first: as many as one page may hold. */
    List<ReceivedCode> newest(String organizationId, HistoryFilter filter) {
        if (!filter.canMatch()) {
            return List.of();
        }
        SqlBuilder query = new SqlBuilder()
                .add(
                        COLUMNS + "organization_id = :organization",
                        parameters -> parameters.set("organization", organizationId));
        String identifier = filter.identifier();
        if (identifier != null) {
            // The match key names the organisation too, so this needs only its own index.
            List<String> matchKeys = indexKey.matchKeys(organizationId, Identifier.of(identifier));
            query.add(
                    " AND " + OneOf.sql("match_key", "match_keys", matchKeys),
                    parameters -> parameters.set("match_keys", matchKeys));
        }
        if (filter.workflowRunId() != null) {
            query.add(" AND workflow_run_id = :run", parameters -> parameters.set("run", filter.workflowRunId()));
        }
        OtpType type = filter.otpType();
        if (type != null) {
            // Not as a parameter: links are few, and have an index of their own.
            query.add(" AND otp_type = '" + type.wireName() + "'");
        }
        query.add(NEWEST, parameters -> parameters.set("limit", filter.limit()));
        // Skyvern's list has no further pages, so what does not fit any more is left out.
        return transactions
                .page(query, filter.limit(), row -> open(organizationId, row))
                .rows();
    }

    private ReceivedCode open(String organizationId, ResultSet row) throws SQLException {
        String id = row.getString("totp_code_id");
        OtpType type = OtpType.ofWireName(row.getString("otp_type"));
        String received = naive(row, "received_at");
        String identifier = fields.open(row, organizationId, "identifier");
        String masked = row.getString("identifier_masked");
        return new ReceivedCode(
                identifier != null ? identifier : orEmpty(masked),
                row.getString("task_id"),
                row.getString("workflow_id"),
                row.getString("workflow_run_id"),
                row.getString("source"),
                orEmpty(fields.open(row, organizationId, "content")),
                naive(row, "expires_at"),
                null,
                id,
                orEmpty(fields.value(row, organizationId, type)),
                organizationId,
                orEmpty(received),
                orEmpty(received),
                type.wireName());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String naive(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : NAIVE.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
