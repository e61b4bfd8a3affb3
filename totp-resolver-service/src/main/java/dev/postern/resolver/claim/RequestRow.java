package dev.postern.resolver.claim;

import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.CredentialState;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.UrlResponses;
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
            r.webhook_responses, r.seen_at, r.hesitates_until, r.doubt, r.by_handle, r.redeemed_at, r.asked_by,
            CASE WHEN r.withheld_told THEN NULL ELSE r.withheld END AS withheld""";

    private RequestRow() {}

    static CodeRequest read(ResultSet row) throws SQLException {
        Asked asked = asked(row);
        return switch (Status.ofWireName(row.getString("status"))) {
            case WAITING -> {
                String withheld = row.getString("withheld");
                yield withheld == null ? new CodeRequest.Open(asked) : new CodeRequest.Warned(asked, withheld);
            }
            case DELIVERED -> new CodeRequest.Delivered(asked, delivery(row, asked));
            case ACCEPTED -> new CodeRequest.Accepted(asked, delivery(row, asked));
            case REJECTED -> new CodeRequest.Rejected(asked, delivery(row, asked));
            case EXPIRED -> new CodeRequest.Expired(asked);
            case CANCELLED ->
                row.getString("source") == null
                        ? new CodeRequest.Cancelled(asked)
                        : new CodeRequest.Released(asked, delivery(row, asked));
        };
    }

    private static Asked asked(ResultSet row) throws SQLException {
        return new Asked(
                row.getString("code_request_id"),
                row.getString("organization_id"),
                row.getString("run_key"),
                new RunScope(row.getString("task_id"), row.getString("workflow_id"), row.getString("workflow_run_id")),
                recipient(row),
                credential(row),
                type(row.getString("otp_type")),
                row.getInt("min_remaining_seconds"),
                time(row, "created_at"),
                time(row, "expires_at"),
                time(row, "seen_at"),
                time(row, "hesitates_until"),
                row.getString("held_by"),
                UrlResponses.read(row.getString("webhook_responses")),
                row.getBoolean("by_handle") ? new Asked.ByHandle(redeemedAt(row)) : null,
                row.getString("asked_by"));
    }

    private static Asked.@Nullable Recipient recipient(ResultSet row) throws SQLException {
        String matchKey = row.getString("match_key");
        return matchKey == null
                ? null
                : new Asked.Recipient(matchKey, row.getString("identifier_sealed"), row.getString("identifier_masked"));
    }

    private static Asked.@Nullable Credential credential(ResultSet row) throws SQLException {
        String id = row.getString("credential_id");
        return id == null
                ? null
                : new Asked.Credential(id, CredentialState.ofWireName(row.getString("credential_state")));
    }

    private static Delivery delivery(ResultSet row, Asked asked) throws SQLException {
        String sealed = row.getString("code_sealed");
        if (sealed == null) {
            return new Delivery.Erased();
        }
        OtpType type = OtpType.ofWireName(row.getString("delivered_type"));
        Instant validUntil = time(row, "valid_until");
        return switch (CodeSource.ofWireName(row.getString("source"))) {
            case RECEIVED -> {
                String totpCodeId = row.getString("totp_code_id");
                // It stays sealed as it came from Kafka.
                SealedField place = new SealedField(
                        asked.organizationId(), totpCodeId, type == OtpType.MAGIC_LINK ? "link" : "code");
                yield new Delivery.Received(
                        totpCodeId,
                        type,
                        new Delivery.SealedCode(sealed, place),
                        time(row, "code_received_at"),
                        validUntil,
                        new Evidence(row.getString("rule"), row.getDouble("confidence")),
                        Doubt.ofWireName(row.getString("doubt")));
            }
            case AUTHENTICATOR ->
                new Delivery.Authenticator(
                        new Delivery.SealedCode(sealed, asked.codePlace()), time(row, "valid_from"), validUntil);
            case TOTP_URL -> {
                String rule = row.getString("rule");
                yield new Delivery.TotpUrl(
                        type,
                        new Delivery.SealedCode(sealed, asked.codePlace()),
                        time(row, "code_received_at"),
                        validUntil,
                        rule == null ? null : new Evidence(rule, row.getDouble("confidence")),
                        Doubt.ofWireName(row.getString("doubt")));
            }
        };
    }

    private static @Nullable Instant redeemedAt(ResultSet row) throws SQLException {
        return row.getObject("redeemed_at") == null ? null : time(row, "redeemed_at");
    }

    private static @Nullable OtpType type(@Nullable String wireName) {
        return wireName == null ? null : OtpType.ofWireName(wireName);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
