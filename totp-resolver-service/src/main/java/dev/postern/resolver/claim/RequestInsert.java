package dev.postern.resolver.claim;

import dev.postern.database.outbox.Outbox;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.OtpType;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/**
 * Stores a new request with the events that tell of it, in one statement: nothing is stored, and nothing told, when its
 * idempotency key stands for another request.
 */
final class RequestInsert {
    private static final String WAITING = insert("", "'waiting'");
    private static final String DELIVERED = insert(
            ", woken_by, delivered_at, source, delivered_type, totp_step, code_sealed, valid_from, valid_until",
            "'delivered', 'request', clock_timestamp(), 'authenticator', 'totp', ?, ?, ?, ?");

    private RequestInsert() {}

    private static String insert(String columns, String values) {
        return """
            WITH stored AS (
                INSERT INTO code_requests AS r (code_request_id, organization_id, run_key, task_id, workflow_id,
                    workflow_run_id, workflow_permanent_id, match_key, identifier_sealed, identifier_masked, credential_id,
                    credential_state, otp_type, sender_key, page_host, min_remaining_seconds, idempotency_key, body_digest,
                    held_by, webhook_responses, expires_at, received_after, ask_again_at, reads_messages, status%1$s)
                SELECT ?, n.organization_id, n.run_key, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ?::jsonb, clock_timestamp() + ? * interval '1 second',
                    coalesce(?, coalesce(
                        (SELECT min(f.created_at) FROM code_requests f
                         WHERE f.organization_id = n.organization_id AND f.run_key = n.run_key),
                        clock_timestamp()) - %3$s),
                    CASE WHEN n.asks_for_steps THEN clock_timestamp() END, ?, %2$s
                FROM (SELECT ?::text AS organization_id, ?::text AS run_key, ?::boolean AS asks_for_steps) n
                ON CONFLICT ON CONSTRAINT uq_code_requests_idempotency DO NOTHING
                RETURNING %4$s
            ), told AS (
                %5$s
            )
            SELECT * FROM stored""".formatted(
                        columns,
                        values,
                        LookBack.OF_ORGANIZATION,
                        RequestRow.COLUMNS,
                        Outbox.appendIf("EXISTS (SELECT FROM stored)"));
    }

    /** A request that waits. */
    static Optional<CodeRequest> waiting(Connection connection, NewCodeRequest request, List<CodeRequestChanged> events)
            throws SQLException {
        return insert(connection, WAITING, statement -> {
            int next = bind(statement, request);
            Outbox.bind(statement, bindOwner(statement, next, request), events);
        });
    }

    /** A request that has its code already. */
    static Optional<CodeRequest> delivered(
            Connection connection, NewCodeRequest request, StepCode code, List<CodeRequestChanged> events)
            throws SQLException {
        return insert(connection, DELIVERED, statement -> {
            int next = bind(statement, request);
            statement.setLong(next++, code.step());
            statement.setString(next++, code.codeSealed());
            statement.setObject(next++, ReceivedCodes.utc(code.validFrom()));
            statement.setObject(next++, ReceivedCodes.utc(code.validUntil()));
            Outbox.bind(statement, bindOwner(statement, next, request), events);
        });
    }

    private static Optional<CodeRequest> insert(Connection connection, String sql, CodeRequests.Binding binding)
            throws SQLException {
        return CodeRequests.select(connection, sql, binding).stream().findFirst();
    }

    /** The parameter after those that it sets. */
    private static int bind(PreparedStatement statement, NewCodeRequest request) throws SQLException {
        int next = 1;
        statement.setString(next++, request.id());
        statement.setString(next++, request.run().taskId());
        statement.setString(next++, request.run().workflowId());
        statement.setString(next++, request.run().workflowRunId());
        statement.setString(next++, request.workflowPermanentId());
        statement.setString(next++, request.matchKey());
        statement.setString(next++, request.identifierSealed());
        statement.setString(next++, request.identifierMasked());
        statement.setString(next++, request.credentialId());
        CredentialState state = request.credentialState();
        statement.setString(next++, state == null ? null : state.wireName());
        OtpType wanted = request.wanted();
        statement.setString(next++, wanted == null ? null : wanted.wireName());
        statement.setString(next++, request.senderKey());
        statement.setString(next++, request.pageHost());
        statement.setInt(next++, request.minRemainingSeconds());
        statement.setString(next++, request.idempotencyKey());
        statement.setString(next++, request.bodyDigest());
        statement.setString(next++, request.heldBy());
        statement.setString(next++, request.urlSealed() == null ? null : "[]");
        statement.setLong(next++, request.timeout().toSeconds());
        statement.setObject(next++, ReceivedCodes.utc(request.receivedAfter()), Types.TIMESTAMP_WITH_TIMEZONE);
        // From now on, should whoever made it not live to read them.
        statement.setBoolean(next++, wanted != null && request.matchKey() != null);
        return next;
    }

    private static int bindOwner(PreparedStatement statement, int at, NewCodeRequest request) throws SQLException {
        int next = at;
        statement.setString(next++, request.organizationId());
        statement.setString(next++, request.runKey());
        // From now on, should whoever made it not live to ask.
        statement.setBoolean(next++, request.asksForSteps());
        return next;
    }
}
