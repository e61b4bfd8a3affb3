package dev.postern.resolver.claim;

import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.SealedField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code code_requests}. */
final class RequestRow {
    /** The columns {@link #read} needs, of a table or alias {@code r}. */
    static final String COLUMNS = """
            r.code_request_id, r.organization_id, r.status, r.run_key, r.task_id, r.workflow_id, r.workflow_run_id,
            r.match_key, r.identifier_sealed, r.identifier_masked, r.credential_id,
            r.credential_state, r.otp_type,
            r.min_remaining_seconds, r.created_at, r.expires_at, r.held_by, r.source, r.totp_code_id, r.totp_step,
            r.delivered_type, r.code_sealed, r.code_received_at, r.valid_from, r.valid_until, r.rule, r.confidence,
            r.webhook_responses,
            CASE WHEN r.withheld_told THEN NULL ELSE r.withheld END AS withheld""";

    private RequestRow() {}

    static CodeRequest read(ResultSet row) throws SQLException {
        String id = row.getString("code_request_id");
        String organizationId = row.getString("organization_id");
        return new CodeRequest(
                id,
                organizationId,
                Status.ofWireName(row.getString("status")),
                row.getString("run_key"),
                new RunScope(row.getString("task_id"), row.getString("workflow_id"), row.getString("workflow_run_id")),
                row.getString("match_key"),
                row.getString("identifier_sealed"),
                row.getString("identifier_masked"),
                row.getString("credential_id"),
                CredentialState.ofWireName(row.getString("credential_state")),
                type(row.getString("otp_type")),
                row.getInt("min_remaining_seconds"),
                time(row, "created_at"),
                time(row, "expires_at"),
                row.getString("held_by"),
                row.getString("withheld"),
                delivery(row, organizationId, id),
                UrlResponses.read(row.getString("webhook_responses")));
    }

    private static @Nullable Delivery delivery(ResultSet row, String organizationId, String requestId)
            throws SQLException {
        String codeSealed = row.getString("code_sealed");
        OtpType type = type(row.getString("delivered_type"));
        if (codeSealed == null || type == null) {
            return null;
        }
        String totpCodeId = row.getString("totp_code_id");
        String rule = row.getString("rule");
        return new Delivery(
                CodeSource.ofWireName(row.getString("source")),
                type,
                codeSealed,
                place(organizationId, requestId, totpCodeId, type),
                totpCodeId,
                row.getObject("totp_step", Long.class),
                timeOrNull(row, "code_received_at"),
                timeOrNull(row, "valid_from"),
                time(row, "valid_until"),
                rule == null ? null : new Evidence(rule, row.getDouble("confidence")));
    }

    /** A received code stays sealed as it came from Kafka; any other was sealed for the request. */
    private static SealedField place(
            String organizationId, String requestId, @Nullable String totpCodeId, OtpType type) {
        if (totpCodeId == null) {
            return new SealedField(organizationId, requestId, "code");
        }
        return new SealedField(organizationId, totpCodeId, type == OtpType.MAGIC_LINK ? "link" : "code");
    }

    private static @Nullable OtpType type(@Nullable String wireName) {
        return wireName == null ? null : OtpType.ofWireName(wireName);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
