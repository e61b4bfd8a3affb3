package dev.postern.resolver.claim;

import dev.postern.database.NotificationListener;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.CodeSource;
import dev.postern.events.Event;
import dev.postern.platform.access.Caller;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.NewCodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Announces changes of requests in the transaction that makes them. The topic is always told. The replica that holds a
 * request's connection is told when it is another one. A NOTIFY holds a lock of the whole database while its
 * transaction commits, so it is sent only when it is needed.
 */
@ApplicationScoped
public class Announcements {
    private static final String CHANNEL = "code_requests";
    private static final String SERVICE = "totp-resolver-service";

    private final Outbox outbox;
    private final Replica replica;
    private final Clock clock;

    Announcements(Outbox outbox, Replica replica, Clock clock) {
        this.outbox = outbox;
        this.replica = replica;
        this.clock = clock;
    }

    /** The PostgreSQL notification channel on which a holder is woken; the payload is a request id. */
    public static String channel() {
        return CHANNEL;
    }

    void tell(Connection connection, List<CodeRequest> requests, Change change) throws SQLException {
        List<Event> events = new ArrayList<>();
        for (CodeRequest request : requests) {
            events.add(event(request, change));
            // credential-service records an authenticator's step where it gives it.
            if (change == Change.DELIVERED
                    && request instanceof CodeRequest.HasCode has
                    && !(has.delivery() instanceof Delivery.Authenticator)) {
                events.add(handedOut(request.asked(), has.delivery()));
            }
        }
        outbox.append(connection, events);
        wakeElsewhere(connection, requests);
    }

    /** The line of the audit for a code that a run now has, in the transaction that gives it. */
    private AuditRecorded handedOut(Asked asked, Delivery delivery) {
        return AuditRecorded.of(
                asked.organizationId(),
                actor(asked),
                "code.handed-out",
                delivery.shownId(asked),
                asked.publicRun(),
                clock.instant());
    }

    /** Who asked, and so was given it or not. */
    private static String actor(Asked asked) {
        return asked.askedBy() == null ? SERVICE : asked.askedBy();
    }

    /** The events about a new request, for the statement that stores it. */
    List<CodeRequestChanged> requested(NewCodeRequest request) {
        return List.of(event(request, Change.REQUESTED, null));
    }

    /** The events about a new request that is stored together with an authenticator's code. */
    List<CodeRequestChanged> requestedAndDelivered(NewCodeRequest request) {
        return List.of(
                event(request, Change.REQUESTED, null), event(request, Change.DELIVERED, CodeSource.AUTHENTICATOR));
    }

    /** Records in the audit that a code was withheld from these requests, whose callers are to be warned. */
    void withheld(Connection connection, List<CodeRequest> requests) throws SQLException {
        List<AuditRecorded> lines = new ArrayList<>();
        for (CodeRequest request : requests) {
            if (request instanceof CodeRequest.Warned(Asked asked, String totpCodeId)) {
                lines.add(AuditRecorded.of(
                        asked.organizationId(),
                        actor(asked),
                        "code.withheld",
                        totpCodeId,
                        asked.publicRun(),
                        clock.instant()));
            }
        }
        outbox.append(connection, lines);
        wakeElsewhere(connection, requests);
    }

    /** The line of the audit for a handle that is redeemed. */
    List<AuditRecorded> redeemed(Caller caller, String requestId) {
        return List.of(AuditRecorded.of(
                caller.organizationId(), caller.apiKeyId(), "code-handle.redeemed", requestId, clock.instant()));
    }

    private void wakeElsewhere(Connection connection, List<CodeRequest> requests) throws SQLException {
        for (CodeRequest request : requests) {
            if (request.asked().isHeldElsewhere(replica.id())) {
                NotificationListener.notify(connection, CHANNEL, request.id());
            }
        }
    }

    private CodeRequestChanged event(NewCodeRequest request, Change change, @Nullable CodeSource source) {
        Asked.Recipient recipient = request.recipient();
        Asked.Credential credential = request.credential();
        return new CodeRequestChanged(
                UUID.randomUUID().toString(),
                request.id(),
                request.organizationId(),
                change,
                request.run(),
                recipient == null ? null : recipient.identifierMasked(),
                credential == null ? null : credential.id(),
                source,
                null,
                clock.instant());
    }

    private CodeRequestChanged event(CodeRequest request, Change change) {
        Asked asked = request.asked();
        Asked.Recipient recipient = asked.recipient();
        Asked.Credential credential = asked.credential();
        Delivery delivery = request instanceof CodeRequest.HasCode has ? has.delivery() : null;
        return new CodeRequestChanged(
                UUID.randomUUID().toString(),
                asked.id(),
                asked.organizationId(),
                change,
                asked.run(),
                recipient == null ? null : recipient.identifierMasked(),
                credential == null ? null : credential.id(),
                delivery == null ? null : delivery.source(),
                delivery instanceof Delivery.Received received ? received.totpCodeId() : null,
                clock.instant());
    }
}
