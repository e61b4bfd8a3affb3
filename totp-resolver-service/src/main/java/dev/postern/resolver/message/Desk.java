package dev.postern.resolver.message;

import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.CodeReceived;
import dev.postern.events.OtpType;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a person settles what the extractor left open. Each step is audited: who, which message, never what it said. */
@ApplicationScoped
class Desk {
    private final Messages messages;
    private final OpenMessage opening;
    private final CodeOfMessage codeOfMessage;
    private final ReceivedCodes codes;
    private final Transactions transactions;
    private final Waiting waiting;
    private final Outbox outbox;
    private final Clock clock;

    Desk(
            Messages messages,
            OpenMessage opening,
            CodeOfMessage codeOfMessage,
            ReceivedCodes codes,
            Transactions transactions,
            Waiting waiting,
            Outbox outbox,
            Clock clock) {
        this.messages = messages;
        this.opening = opening;
        this.codeOfMessage = codeOfMessage;
        this.codes = codes;
        this.transactions = transactions;
        this.waiting = waiting;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What came of a pick.
     *
     * @param answered the requests that have it now
     */
    record Picked(CodeReceived code, List<CodeRequest> answered) {}

    /**
     * Makes a code or link that a person sees in a message the one it was about. It arrives as any code does.
     *
     * @throws Problem 404 for an unknown message, 409 for one that is not open or is no login's, 422 for what does not stand in it
     */
    Picked pick(Caller caller, String id, Pick pick) {
        StoredMessage message = find(caller, id);
        if (message.state() != State.OPEN) {
            throw notOpen(message.state());
        }
        if (message.setsUpForwarding()) {
            throw Problem.of(ProblemType.CONFLICT, "The message sets up a forwarding; its code is no login's");
        }
        OpenedMessage opened = opening.open(message)
                .orElseThrow(() -> Problem.of(ProblemType.CONFLICT, "The message cannot be opened any more"));
        if (!pick.standsIn(opened.content())) {
            String field = pick.type() == OtpType.TOTP ? "code" : "link";
            throw Problem.invalid(List.of(
                    new FieldError("not_in_message", List.of("body", field), "The message does not hold this text")));
        }
        CodeReceived code = codeOfMessage.picked(opened, pick.type(), pick.value());
        List<CodeRequest> answered = codes.arriveIf(code, WokenBy.EVENT, connection -> {
                    boolean moved = Messages.moveOpen(connection, message, State.PICKED);
                    if (moved) {
                        audit(connection, message, caller.apiKeyId(), "message.picked");
                    }
                    return moved;
                })
                .orElseThrow(() -> notOpen(find(caller, id).state()));
        waiting.wake(answered);
        return new Picked(code, answered);
    }

    /**
     * Puts a message aside. Doing it twice is allowed.
     *
     * @throws Problem 404 for an unknown message, 409 for one that gave its code
     */
    StoredMessage dismiss(Caller caller, String id) {
        StoredMessage message = find(caller, id);
        boolean moved = transactions.run(connection -> {
            boolean open = Messages.moveOpen(connection, message, State.DISMISSED);
            if (open) {
                audit(connection, message, caller.apiKeyId(), "message.dismissed");
            }
            return open;
        });
        StoredMessage now = find(caller, id);
        if (!moved && now.state() != State.DISMISSED) {
            throw notOpen(now.state());
        }
        return now;
    }

    /** Notes in the same transaction that somebody took a message's code. */
    void audit(Connection connection, StoredMessage message, String actor, String action) throws SQLException {
        outbox.append(
                connection,
                List.of(new AuditRecorded(
                        UUID.randomUUID().toString(),
                        message.organizationId(),
                        actor,
                        action,
                        message.id(),
                        run(message),
                        clock.instant())));
    }

    private static @Nullable String run(StoredMessage message) {
        return message.run().workflowRunId() != null
                ? message.run().workflowRunId()
                : message.run().taskId();
    }

    private StoredMessage find(Caller caller, String id) {
        return messages.find(caller.organizationId(), id).orElseThrow(MessagesResource::unknown);
    }

    private static Problem notOpen(State state) {
        return Problem.of(
                ProblemType.CONFLICT,
                switch (state) {
                    case PICKED -> "The message's code was picked before";
                    case PARSED, OPEN -> "The message's code was received in the meantime";
                    case DISMISSED -> "The message was dismissed";
                });
    }
}
