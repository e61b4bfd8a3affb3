package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.WireNamed;
import dev.postern.platform.access.Caller;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What callers report about their requests: the outcome of the code, or that they no longer wait. */
@ApplicationScoped
public class Outcomes {
    private static final String BY_ID = "SELECT " + RequestRow.COLUMNS
            + " FROM code_requests r WHERE r.organization_id = :organization AND r.code_request_id = :request";
    private static final Sql FIND = Sql.of(BY_ID);
    private static final Sql FIND_AND_LOCK = Sql.of(BY_ID + " FOR UPDATE");
    private static final Sql SET_STATUS = Sql.of("""
            UPDATE code_requests r SET status = :status, ask_again_at = NULL WHERE r.code_request_id = :request
            RETURNING\s""" + RequestRow.COLUMNS);
    private static final Sql SET_OUTCOME = Sql.of("""
            UPDATE codes SET outcome = :outcome, outcome_at = clock_timestamp(),
                refused_by = CASE WHEN :outcome = 'rejected' THEN refused_by || :run::text ELSE refused_by END
            WHERE totp_code_id = :code AND (claimed_run IS NULL OR claimed_run = :run)""");

    // Rule 7, "Whose site": the sender of a code that the site took serves that site.
    private static final Sql LEARN = Sql.of("""
            INSERT INTO site_senders AS s (organization_id, sender_key, site_key, accepted_at)
            SELECT r.organization_id, c.sender_keys[1], r.site_keys[1], clock_timestamp()
            FROM code_requests r JOIN codes c ON c.totp_code_id = r.totp_code_id
            WHERE r.code_request_id = :request AND cardinality(c.sender_keys) > 0 AND cardinality(r.site_keys) > 0
            ON CONFLICT (organization_id, sender_key, site_key) DO UPDATE SET accepted_at = excluded.accepted_at""");
    private static final Sql FREE = Sql.of("""
            UPDATE codes SET claimed_run = NULL, unread = false
            WHERE totp_code_id = :code AND claimed_run = :run AND outcome IS NULL""");

    private static final Sql REDEEM =
            Sql.of("""
            WITH redeemed AS (
                UPDATE code_requests r SET redeemed_at = coalesce(r.redeemed_at, clock_timestamp()),
                    redeemed_by = coalesce(r.redeemed_by, (:redeemers)[1])
                WHERE r.organization_id = :organization AND r.code_request_id = :request AND r.by_handle
                  AND (r.redeemed_at IS NULL OR r.redeemed_by = ANY (:redeemers))
                  AND r.status = 'delivered' AND r.code_sealed IS NOT NULL AND clock_timestamp() < :handle_expires
                RETURNING %s
            ), told AS (
                %s
            )
            SELECT * FROM redeemed""".formatted(RequestRow.COLUMNS, Outbox.appendIf("EXISTS (SELECT FROM redeemed)")));

    // A code that two requests of a run have goes on only when the run has given up both.
    private static final Sql FREE_UNREAD = Sql.of("""
            UPDATE codes c SET claimed_run = NULL, unread = false
            WHERE c.totp_code_id = :code AND c.claimed_run = :run AND c.outcome IS NULL AND c.unread
              AND NOT EXISTS (SELECT FROM code_requests o
                              WHERE o.totp_code_id = c.totp_code_id AND o.code_request_id <> :request
                                AND o.run_key = c.claimed_run AND o.status = 'delivered')""");
    private static final Sql FREE_UNREAD_ANSWER = Sql.of("""
            UPDATE code_requests r SET unread = false
            WHERE r.code_request_id = :request AND r.unread
              AND NOT EXISTS (SELECT FROM code_requests o
                              WHERE o.organization_id = r.organization_id AND o.run_key = r.run_key
                                AND o.url_code_key = r.url_code_key AND o.code_request_id <> r.code_request_id
                                AND o.status = 'delivered')""");

    private final Transactions transactions;
    private final Announcements announcements;
    private final OtherSource otherSource;
    private final Hesitations hesitations;

    Outcomes(Transactions transactions, Announcements announcements, OtherSource otherSource, Hesitations hesitations) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.otherSource = otherSource;
        this.hesitations = hesitations;
    }

    /** What can become of a code that was handed out. */
    public enum Outcome implements WireNamed {
        /** The site took it. */
        ACCEPTED,
        /** The site refused it; its run never gets it again. */
        REJECTED,
        /** It was not used; another run may have it. */
        RELEASED
    }

    /** The result of such a report. */
    public sealed interface Result {
        /**
         * It is noted.
         *
         * @param request as it stands now
         * @param delivered other requests that got a code by it; they are to be woken
         */
        record Noted(CodeRequest request, List<CodeRequest> delivered) implements Result {}

        /** The request has no code, nobody was told it yet, or another outcome was reported before. */
        record Contradicts(CodeRequest request) implements Result {}

        /** There is no such request of this organisation. */
        record Unknown() implements Result {}
    }

    /** Notes the outcome of the code. A caller may report one outcome as often as it likes. */
    public Result report(String organizationId, String requestId, Outcome outcome) {
        return change(organizationId, requestId, (connection, request) -> {
            Status target = switch (outcome) {
                case ACCEPTED -> Status.ACCEPTED;
                case REJECTED -> Status.REJECTED;
                case RELEASED -> Status.CANCELLED;
            };
            if (says(request, outcome)) {
                return new Result.Noted(request, List.of());
            }
            if (!(request instanceof CodeRequest.Delivered had)
                    || (outcome != Outcome.RELEASED && request.asked().isUnredeemed())) {
                return new Result.Contradicts(request);
            }
            CodeRequest changed = setStatus(connection, request, target);
            List<CodeRequest> delivered = switch (outcome) {
                case ACCEPTED -> accept(connection, had);
                case REJECTED -> refuse(connection, had);
                case RELEASED -> release(connection, had);
            };
            announcements.tell(
                    connection,
                    List.of(changed),
                    switch (outcome) {
                        case ACCEPTED -> Change.ACCEPTED;
                        case REJECTED -> Change.REJECTED;
                        case RELEASED -> Change.RELEASED;
                    });
            announcements.tell(connection, delivered, Change.DELIVERED);
            return new Result.Noted(changed, delivered);
        });
    }

    /**
     * Takes the code of a request that tells its caller handles, once: concurrent calls on any replicas have one winner. The winner may
     * repeat its call while the handle lives. Each answer is audited.
     *
     * @param handleExpiresAt when the handle that was shown is over
     * @param redeemers who redeems, by each key of the index keyset, the primary one first; empty for one that cannot repeat its call
     * @return the request with its code; empty when another redeemed it, the handle is over, or the code has an outcome
     */
    public Optional<CodeRequest.HasCode> redeem(
            Caller caller, String requestId, Instant handleExpiresAt, List<String> redeemers) {
        return transactions
                .single(connection -> REDEEM.first(
                        connection,
                        parameters -> {
                            parameters
                                    .set("organization", caller.organizationId())
                                    .set("request", requestId)
                                    .set("handle_expires", handleExpiresAt)
                                    .set("redeemers", redeemers);
                            Outbox.bind(parameters, announcements.redeemed(caller, requestId));
                        },
                        RequestRow::read))
                .filter(CodeRequest.HasCode.class::isInstance)
                .map(CodeRequest.HasCode.class::cast);
    }

    /** Whether this is what was reported before; of a request that was given up with a code nobody had read, it is released. */
    private static boolean says(CodeRequest request, Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> request instanceof CodeRequest.Accepted;
            case REJECTED -> request instanceof CodeRequest.Rejected;
            case RELEASED -> request instanceof CodeRequest.Released;
        };
    }

    /**
     * Gives the request up. A code that came but was in no answer to its caller goes to the others, as a released one does.
     * A request that is final in another way stays as it is.
     */
    public Result cancel(String organizationId, String requestId) {
        return change(organizationId, requestId, (connection, request) -> switch (request) {
            case CodeRequest.Waiting waiting -> cancelled(connection, waiting, List.of());
            case CodeRequest.Delivered(Asked asked, Delivery.Received received)
            when freesUnread(connection, asked, received) ->
                cancelled(connection, request, offer(connection, received.totpCodeId()));
            case CodeRequest.Delivered had
            when had.delivery() instanceof Delivery.TotpUrl && freesUnreadAnswer(connection, had) ->
                cancelled(connection, had, release(connection, had));
            case CodeRequest other -> new Result.Noted(other, List.of());
        });
    }

    private static boolean freesUnread(Connection connection, Asked asked, Delivery.Received received)
            throws SQLException {
        return FREE_UNREAD.update(
                        connection,
                        parameters -> parameters
                                .set("code", received.totpCodeId())
                                .set("run", asked.runKey())
                                .set("request", asked.id()))
                > 0;
    }

    private static boolean freesUnreadAnswer(Connection connection, CodeRequest.Delivered had) throws SQLException {
        return FREE_UNREAD_ANSWER.update(connection, parameters -> parameters.set("request", had.id())) > 0;
    }

    /**
     * Cancels for a caller that left before it could learn the request's id. Its code, if any, is offered to others.
     */
    public Result abandon(String organizationId, String requestId) {
        return change(organizationId, requestId, (connection, request) -> switch (request) {
            case CodeRequest.Waiting waiting -> cancelled(connection, waiting, List.of());
            case CodeRequest.Delivered had -> cancelled(connection, had, release(connection, had));
            case CodeRequest.Ended ended -> new Result.Noted(ended, List.of());
        });
    }

    private Result cancelled(Connection connection, CodeRequest request, List<CodeRequest> delivered)
            throws SQLException {
        CodeRequest changed = setStatus(connection, request, Status.CANCELLED);
        announcements.tell(connection, List.of(changed), Change.CANCELLED);
        announcements.tell(connection, delivered, Change.DELIVERED);
        return new Result.Noted(changed, delivered);
    }

    private interface Step {
        Result on(Connection connection, CodeRequest request) throws SQLException;
    }

    private Result change(String organizationId, String requestId, Step step) {
        while (true) {
            Optional<Result> result = transactions.run(connection -> {
                Optional<CodeRequest> found = find(connection, FIND, organizationId, requestId);
                if (found.isEmpty()) {
                    return Optional.of(new Result.Unknown());
                }
                String matchKey = found.get().asked().matchKey();
                if (matchKey != null) {
                    MatchKeyLock.take(connection, matchKey);
                }
                // Read again, since nothing else can change it under the lock.
                CodeRequest request = find(connection, FIND_AND_LOCK, organizationId, requestId)
                        .orElseThrow();
                // Its credential may have set the match key in the meantime. Once set, the key stays.
                return Objects.equals(request.asked().matchKey(), matchKey)
                        ? Optional.of(step.on(connection, request))
                        : Optional.<Result>empty();
            });
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private static Optional<CodeRequest> find(Connection connection, Sql sql, String organizationId, String requestId)
            throws SQLException {
        return sql.first(
                connection,
                parameters -> parameters.set("organization", organizationId).set("request", requestId),
                RequestRow::read);
    }

    private static CodeRequest setStatus(Connection connection, CodeRequest request, Status status)
            throws SQLException {
        return SET_STATUS
                .first(
                        connection,
                        parameters ->
                                parameters.set("status", status.wireName()).set("request", request.id()),
                        RequestRow::read)
                .orElseThrow();
    }

    private List<CodeRequest> accept(Connection connection, CodeRequest.Delivered request) throws SQLException {
        if (request.delivery() instanceof Delivery.Received received) {
            setCodeOutcome(connection, request, received, Outcome.ACCEPTED);
            LEARN.update(connection, parameters -> parameters.set("request", request.id()));
        } else {
            otherSource.outcome(connection, request, Outcome.ACCEPTED);
        }
        return List.of();
    }

    /** A received code that the site refused goes to another run, and its sender's older codes are alive again: rule 6. */
    private List<CodeRequest> refuse(Connection connection, CodeRequest.Delivered request) throws SQLException {
        if (!(request.delivery() instanceof Delivery.Received received)) {
            otherSource.outcome(connection, request, Outcome.REJECTED);
            return List.of();
        }
        if (!setCodeOutcome(connection, request, received, Outcome.REJECTED)) {
            return List.of();
        }
        String refused = received.totpCodeId();
        List<CodeRequest> delivered = new ArrayList<>(offer(connection, refused));
        List<String> older = ClaimSql.NO_LONGER_REPLACED.query(
                connection, parameters -> parameters.set("code", refused), row -> row.getString("totp_code_id"));
        for (String code : older) {
            delivered.addAll(offer(connection, code));
        }
        return delivered;
    }

    /** Notes it also when another request of the run gave the code back, as long as no other run has the code. */
    private static boolean setCodeOutcome(
            Connection connection, CodeRequest request, Delivery.Received received, Outcome outcome)
            throws SQLException {
        return SET_OUTCOME.update(
                        connection,
                        parameters -> parameters
                                .set("outcome", outcome.wireName())
                                .set("code", received.totpCodeId())
                                .set("run", request.asked().runKey()))
                > 0;
    }

    private List<CodeRequest> offer(Connection connection, String totpCodeId) throws SQLException {
        List<CodeRequest> found = ReceivedCodes.offer(connection, totpCodeId, WokenBy.EVENT);
        hesitations.begin(found);
        return CodeRequests.delivered(found);
    }

    /**
     * Frees a received code and offers it at once; an authenticator's step stays spent. Two requests of a run share one
     * code: once the first gave it back, another run may have it, and the second must not free it again.
     */
    private List<CodeRequest> release(Connection connection, CodeRequest.Delivered request) throws SQLException {
        if (!(request.delivery() instanceof Delivery.Received received)) {
            otherSource.released(connection, request);
            return List.of();
        }
        int freed = FREE.update(
                connection,
                parameters -> parameters
                        .set("code", received.totpCodeId())
                        .set("run", request.asked().runKey()));
        return freed == 0 ? List.of() : offer(connection, received.totpCodeId());
    }
}
