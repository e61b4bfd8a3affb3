package dev.postern.resolver.claim;

import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.OtpType;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import dev.postern.resolver.rule.ClaimRules;
import dev.postern.resolver.rule.Habit;
import dev.postern.resolver.rule.Hesitation;
import dev.postern.resolver.rule.LookBack;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.CredentialState;
import dev.postern.resolver.state.NewCodeRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stores a new request and the events about it in one statement. It stores neither when the idempotency key already
 * belongs to another request.
 */
final class RequestInsert {
    /**
     * Rule 3, "Hesitation": when that of the run's request ends whose caller is still there and has read no code. A caller that
     * asks by one POST after the other would else hesitate anew each time. Null when there is none.
     */
    private static final String HESITATES_ALREADY = """
            (SELECT min(o.hesitates_until) FROM code_requests o
             WHERE o.organization_id = n.organization_id AND o.run_key = n.run_key AND o.match_key = :match_key
               AND o.there_until > clock_timestamp()
               AND (o.status = 'waiting'
                    OR (o.status = 'delivered'
                        AND (o.unread OR EXISTS (SELECT FROM codes c
                                                 WHERE c.totp_code_id = o.totp_code_id AND c.claimed_run = o.run_key
                                                   AND c.unread)))))""";

    private static final Sql WAITING = insert("", "'waiting'");
    private static final Sql DELIVERED = insert(
            ", woken_by, delivered_at, source, delivered_type, totp_step, code_sealed, valid_from, valid_until",
            "'delivered', 'request', clock_timestamp(), 'authenticator', 'totp', :step, :code_sealed, :valid_from, :valid_until");

    private RequestInsert() {}

    private static Sql insert(String columns, String values) {
        return Sql.of("""
            WITH stored AS (
                INSERT INTO code_requests AS r (code_request_id, organization_id, run_key, task_id, workflow_id,
                    workflow_run_id, workflow_permanent_id, match_key, identifier_sealed, identifier_masked, credential_id,
                    credential_state, otp_type, sender_key, page_host, min_remaining_seconds, idempotency_key, body_digest,
                    held_by, webhook_responses, expires_at, received_after, asked_after, site_keys, seen_at, there_until,
                    hesitates_until, ask_again_at, reads_messages, by_handle, asked_by, late_by, created_at, status%1$s)
                SELECT :request, n.organization_id, n.run_key, :task, :workflow,
                    :workflow_run, :workflow_permanent, :match_key, :identifier_sealed, :identifier_masked, :credential,
                    :credential_state, :wanted, :sender_key, :page_host, :min_remaining, :key, :digest,
                    :held_by, :webhook_responses::jsonb, n.asked_at + :timeout * interval '1 second',
                    least(n.asked_at, coalesce(:received_after, coalesce(
                        (SELECT min(f.created_at) FROM code_requests f
                         WHERE f.organization_id = n.organization_id AND f.run_key = n.run_key),
                        n.asked_at) - %3$s)),
                    :asked_after, :site_keys, n.asked_at,
                    n.asked_at + :held_seconds * interval '1 second' + %6$s,
                    least(n.asked_at + coalesce(:hesitation * interval '1 second', %7$s), %9$s),
                    CASE WHEN n.asks_for_steps THEN n.asked_at END, :reads_messages, :by_handle, :asked_by, h.late_by,
                    n.asked_at, %2$s
                FROM (SELECT :organization::text AS organization_id, :run_key::text AS run_key,
                             :asks_for_steps::boolean AS asks_for_steps,
                             clock_timestamp() AS asked_at) n
                CROSS JOIN LATERAL %8$s h
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
                        Outbox.appendIf("EXISTS (SELECT FROM stored)"),
                        ClaimRules.GRACE,
                        Hesitation.OF_ORGANIZATION,
                        Habit.OF_CALLERS,
                        HESITATES_ALREADY));
    }

    /** A request that waits. */
    static Optional<CodeRequest> waiting(Connection connection, NewCodeRequest request, List<CodeRequestChanged> events)
            throws SQLException {
        return WAITING.first(
                connection,
                parameters -> {
                    set(parameters, request);
                    Outbox.bind(parameters, events);
                },
                RequestRow::read);
    }

    /** A request that already has its code. */
    static Optional<CodeRequest> delivered(
            Connection connection, NewCodeRequest request, StepCode code, List<CodeRequestChanged> events)
            throws SQLException {
        return DELIVERED.first(
                connection,
                parameters -> {
                    set(parameters, request);
                    parameters
                            .set("step", code.step())
                            .set("code_sealed", code.codeSealed())
                            .set("valid_from", code.validFrom())
                            .set("valid_until", code.validUntil());
                    Outbox.bind(parameters, events);
                },
                RequestRow::read);
    }

    private static void set(Parameters parameters, NewCodeRequest request) throws SQLException {
        Asked.Recipient recipient = request.recipient();
        Asked.Credential credential = request.credential();
        CredentialState state = credential == null ? null : credential.state();
        OtpType wanted = request.wanted();
        NewCodeRequest.Holder holder = request.holder();
        Duration hesitation = request.hesitation();
        parameters
                .set("request", request.id())
                .set("organization", request.organizationId())
                .set("run_key", request.runKey())
                .set("task", request.run().taskId())
                .set("workflow", request.run().workflowId())
                .set("workflow_run", request.run().workflowRunId())
                .set("workflow_permanent", request.workflowPermanentId())
                .set("match_key", request.matchKey())
                .set("identifier_sealed", recipient == null ? null : recipient.identifierSealed())
                .set("identifier_masked", recipient == null ? null : recipient.identifierMasked())
                .set("credential", credential == null ? null : credential.id())
                .set("credential_state", state == null ? null : state.wireName())
                .set("wanted", wanted == null ? null : wanted.wireName())
                .set("sender_key", request.senderKey())
                .set("page_host", request.pageHost())
                .set("min_remaining", request.minRemainingSeconds())
                .set("key", request.idempotencyKey())
                .set("digest", request.bodyDigest())
                .set("held_by", holder == null ? null : holder.replica())
                .set("held_seconds", holder == null ? 0 : holder.longest().toSeconds())
                .set("hesitation", hesitation == null ? null : (Double) (hesitation.toMillis() / 1000.0))
                .set("asked_after", request.receivedAfter() != null)
                .set("site_keys", request.siteKeys())
                .set("webhook_responses", request.urlSealed() == null ? null : "[]")
                .set("timeout", request.timeout().toSeconds())
                .set("received_after", request.receivedAfter())
                // Set now, in case this replica dies before it reads messages again or asks for a step.
                .set("reads_messages", request.matchKey() != null)
                .set("asks_for_steps", request.asksForSteps())
                .set("by_handle", request.byHandle())
                .set("asked_by", request.askedBy());
    }
}
