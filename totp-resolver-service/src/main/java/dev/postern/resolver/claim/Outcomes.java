package dev.postern.resolver.claim;

import dev.postern.events.CodeRequestChanged.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What callers say of their requests: what became of the code, or that they no longer wait. */
@ApplicationScoped
public class Outcomes {
    private static final String BY_ID = "SELECT " + RequestRow.COLUMNS
            + " FROM code_requests r WHERE r.organization_id = ? AND r.code_request_id = ?";

    private final Transactions transactions;
    private final Announcements announcements;

    Outcomes(Transactions transactions, Announcements announcements) {
        this.transactions = transactions;
        this.announcements = announcements;
    }

    /** What can become of a code that was handed out. */
    public enum Outcome {
        /** The site took it. */
        ACCEPTED,
        /** The site refused it; it is never handed out again. */
        REJECTED,
        /** It was not used; another run may have it. */
        RELEASED
    }

    /** What came of saying so. */
    public sealed interface Result {
        /**
         * It is noted.
         *
         * @param request as it stands now
         * @param delivered other requests that have their code because of it; they are to be woken
         */
        record Noted(CodeRequest request, List<CodeRequest> delivered) implements Result {}

        /** The request has no code to say anything of, or something else was said before. */
        record Contradicts(CodeRequest request) implements Result {}

        /** There is no such request of this organisation. */
        record Unknown() implements Result {}
    }

    /** Notes what became of the code. Saying the same twice is allowed. */
    public Result report(String organizationId, String requestId, Outcome outcome) {
        return change(organizationId, requestId, (connection, request) -> {
            Status target = switch (outcome) {
                case ACCEPTED -> Status.ACCEPTED;
                case REJECTED -> Status.REJECTED;
                case RELEASED -> Status.CANCELLED;
            };
            if (request.status() == target && outcome != Outcome.RELEASED) {
                return new Result.Noted(request, List.of());
            }
            if (request.status() != Status.DELIVERED) {
                return new Result.Contradicts(request);
            }
            CodeRequest changed = setStatus(connection, request, target);
            List<CodeRequest> delivered = List.of();
            switch (outcome) {
                case ACCEPTED, REJECTED -> setCodeOutcome(connection, request, target.wireName());
                case RELEASED -> delivered = release(connection, request);
            }
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

    /** Stops the waiting; a request that is final already stays as it is. */
    public Result cancel(String organizationId, String requestId) {
        return change(organizationId, requestId, (connection, request) -> {
            if (request.status() != Status.WAITING) {
                return new Result.Noted(request, List.of());
            }
            CodeRequest changed = setStatus(connection, request, Status.CANCELLED);
            announcements.tell(connection, List.of(changed), Change.CANCELLED);
            return new Result.Noted(changed, List.of());
        });
    }

    /** The caller went away before it could learn the request's id: a code it was given goes back to the others. */
    public Result abandon(String organizationId, String requestId) {
        return change(organizationId, requestId, (connection, request) -> {
            if (request.status() != Status.WAITING && request.status() != Status.DELIVERED) {
                return new Result.Noted(request, List.of());
            }
            CodeRequest changed = setStatus(connection, request, Status.CANCELLED);
            List<CodeRequest> delivered = release(connection, request);
            announcements.tell(connection, List.of(changed), Change.CANCELLED);
            announcements.tell(connection, delivered, Change.DELIVERED);
            return new Result.Noted(changed, delivered);
        });
    }

    private interface Step {
        Result on(Connection connection, CodeRequest request) throws SQLException;
    }

    private Result change(String organizationId, String requestId, Step step) {
        while (true) {
            Optional<Result> result = transactions.run(connection -> {
                Optional<CodeRequest> found = find(connection, organizationId, requestId, "");
                if (found.isEmpty()) {
                    return Optional.of(new Result.Unknown());
                }
                String matchKey = found.get().matchKey();
                if (matchKey != null) {
                    Transactions.lock(connection, matchKey);
                }
                // Again, now that nothing else moves.
                CodeRequest request = find(connection, organizationId, requestId, " FOR UPDATE")
                        .orElseThrow();
                // Its credential may have told meanwhile where its codes arrive; once known that stays.
                return Objects.equals(request.matchKey(), matchKey)
                        ? Optional.of(step.on(connection, request))
                        : Optional.<Result>empty();
            });
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private static Optional<CodeRequest> find(
            Connection connection, String organizationId, String requestId, String locking) throws SQLException {
        return CodeRequests.select(connection, BY_ID + locking, statement -> {
                    statement.setString(1, organizationId);
                    statement.setString(2, requestId);
                })
                .stream()
                .findFirst();
    }

    private static CodeRequest setStatus(Connection connection, CodeRequest request, Status status)
            throws SQLException {
        return CodeRequests.select(
                        connection,
                        "UPDATE code_requests r SET status = ?, ask_again_at = NULL WHERE r.code_request_id = ? RETURNING "
                                + RequestRow.COLUMNS,
                        statement -> {
                            statement.setString(1, status.wireName());
                            statement.setString(2, request.id());
                        })
                .getFirst();
    }

    /** Also when another request of the run had given the code back, as long as no other run has it. */
    private static void setCodeOutcome(Connection connection, CodeRequest request, String outcome) throws SQLException {
        Delivery delivery = request.delivery();
        if (delivery == null || delivery.totpCodeId() == null) {
            UrlCodes.setOutcome(connection, request, outcome);
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE codes SET outcome = ?, outcome_at = clock_timestamp() WHERE totp_code_id = ?"
                        + " AND (claimed_run IS NULL OR claimed_run = ?)")) {
            update.setString(1, outcome);
            update.setString(2, delivery.totpCodeId());
            update.setString(3, request.runKey());
            update.executeUpdate();
        }
    }

    /**
     * Frees a received code and offers it at once; an authenticator's step stays spent. Two requests of a run have one code: when
     * the first gave it back, it may be another run's already, and is not the second's to give.
     */
    private static List<CodeRequest> release(Connection connection, CodeRequest request) throws SQLException {
        Delivery delivery = request.delivery();
        if (delivery == null || delivery.totpCodeId() == null) {
            UrlCodes.release(connection, request);
            return List.of();
        }
        try (PreparedStatement free = connection.prepareStatement(
                "UPDATE codes SET claimed_run = NULL WHERE totp_code_id = ? AND claimed_run = ? AND outcome IS NULL")) {
            free.setString(1, delivery.totpCodeId());
            free.setString(2, request.runKey());
            if (free.executeUpdate() == 0) {
                return List.of();
            }
        }
        return ReceivedCodes.offer(connection, delivery.totpCodeId(), WokenBy.EVENT);
    }
}
