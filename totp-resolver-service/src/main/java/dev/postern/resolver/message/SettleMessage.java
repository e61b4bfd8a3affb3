package dev.postern.resolver.message;

import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.CodeReceived;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Settles open messages, each once: its code is received, or it is put aside. What a person or an operator does is
 * audited in the same transaction: who did it and to which message, never the message's text.
 */
@ApplicationScoped
public class SettleMessage {
    private final ReceivedCodes codes;
    private final Transactions transactions;
    private final Waiting waiting;
    private final Outbox outbox;
    private final Clock clock;

    SettleMessage(ReceivedCodes codes, Transactions transactions, Waiting waiting, Outbox outbox, Clock clock) {
        this.codes = codes;
        this.transactions = transactions;
        this.waiting = waiting;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Receives the code that was found in a message.
     *
     * @return the requests that have it now, already woken; empty when the message is no longer open
     */
    Optional<List<CodeRequest>> found(StoredMessage message, CodeReceived code, WokenBy wokenBy) {
        return woken(codes.arriveIf(
                code, wokenBy, connection -> Messages.moveOpen(connection, message, MessageState.PARSED)));
    }

    /**
     * Receives the code that a person or an operator brought in.
     *
     * @param actor the id of the key that did so
     * @param action for the audit
     * @return the requests that have it now, already woken; empty when the message is no longer open
     */
    public Optional<List<CodeRequest>> broughtIn(
            StoredMessage message, CodeReceived code, MessageState state, String actor, String action) {
        return woken(codes.arriveIf(
                code, WokenBy.EVENT, connection -> moveAudited(connection, message, state, actor, action)));
    }

    /**
     * Puts a message aside.
     *
     * @param actor the id of the key that did so
     * @return whether it was open
     */
    public boolean dismiss(StoredMessage message, String actor) {
        return transactions.run(
                connection -> moveAudited(connection, message, MessageState.DISMISSED, actor, "message.dismissed"));
    }

    private Optional<List<CodeRequest>> woken(Optional<List<CodeRequest>> delivered) {
        delivered.ifPresent(waiting::wake);
        return delivered;
    }

    private boolean moveAudited(
            Connection connection, StoredMessage message, MessageState state, String actor, String action)
            throws SQLException {
        boolean moved = Messages.moveOpen(connection, message, state);
        if (moved) {
            outbox.append(
                    connection,
                    List.of(AuditRecorded.of(
                            message.organizationId(),
                            actor,
                            action,
                            message.id(),
                            message.publicRun(),
                            clock.instant())));
        }
        return moved;
    }
}
