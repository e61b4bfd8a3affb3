package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.claim.StoredRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what was received and opens it for its owner. */
@ApplicationScoped
class CodeHistory {
    // Skyvern writes naive UTC times with microseconds; its UI appends the Z itself.
    private static final DateTimeFormatter NAIVE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final String COLUMNS = """
            SELECT totp_code_id, otp_type, source, task_id, workflow_id, workflow_run_id, received_at, expires_at,
                code_sealed, link_sealed, identifier_sealed, content_sealed
            FROM codes WHERE\s""";
    private static final String NEWEST = " ORDER BY received_at DESC, totp_code_id DESC LIMIT ?";

    private final StoredRows rows;
    private final PayloadSealer sealer;
    private final IndexKey indexKey;

    CodeHistory(StoredRows rows, PayloadSealer sealer, IndexKey indexKey) {
        this.rows = rows;
        this.sealer = sealer;
        this.indexKey = indexKey;
    }

    /** The newest codes that pass the filter, newest first. */
    List<ReceivedCode> newest(String organizationId, HistoryFilter filter) {
        StringBuilder where = new StringBuilder("organization_id = ?");
        List<Object> values = new ArrayList<>(List.of(organizationId));
        if (filter.identifier() != null) {
            // The match key names the organisation too, so this needs only its own index.
            where.append(" AND match_key = ?");
            values.add(indexKey.matchKey(organizationId, Identifier.of(filter.identifier())));
        }
        if (filter.workflowRunId() != null) {
            where.append(" AND workflow_run_id = ?");
            values.add(filter.workflowRunId());
        }
        if (filter.otpType() != null) {
            where.append(" AND otp_type = ?");
            values.add(filter.otpType().wireName());
        }
        values.add(filter.limit());
        return rows.query(COLUMNS + where + NEWEST, values, row -> open(organizationId, row));
    }

    private ReceivedCode open(String organizationId, ResultSet row) throws SQLException {
        String id = row.getString("totp_code_id");
        OtpType type = OtpType.ofWireName(row.getString("otp_type"));
        String received = naive(row, "received_at");
        return new ReceivedCode(
                sealer.open(row.getString("identifier_sealed"), new SealedField(organizationId, id, "identifier")),
                row.getString("task_id"),
                row.getString("workflow_id"),
                row.getString("workflow_run_id"),
                row.getString("source"),
                sealer.open(row.getString("content_sealed"), new SealedField(organizationId, id, "content")),
                naive(row, "expires_at"),
                null,
                id,
                value(organizationId, id, type, row),
                organizationId,
                received == null ? "" : received,
                received == null ? "" : received,
                type.wireName());
    }

    private String value(String organizationId, String id, OtpType type, ResultSet row) throws SQLException {
        return switch (type) {
            case TOTP -> sealer.open(row.getString("code_sealed"), new SealedField(organizationId, id, "code"));
            case MAGIC_LINK -> sealer.open(row.getString("link_sealed"), new SealedField(organizationId, id, "link"));
        };
    }

    private static @Nullable String naive(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : NAIVE.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
