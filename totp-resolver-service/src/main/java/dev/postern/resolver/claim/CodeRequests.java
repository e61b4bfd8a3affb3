package dev.postern.resolver.claim;

import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes and reads requests. */
@ApplicationScoped
public class CodeRequests {
    /** How long a key joins its first request, 24 hours: docs/rules.md, "Code requests". */
    private static final Sql FORGET_OLD_KEY = Sql.of("""
            UPDATE code_requests SET idempotency_key = NULL
            WHERE organization_id = :organization AND idempotency_key = :key
              AND created_at < clock_timestamp() - interval '24 hours'""");

    private static final Sql BY_ID = select("WHERE r.organization_id = :organization AND r.code_request_id = :request");
    private static final Sql BY_KEY = select("WHERE r.organization_id = :organization AND r.idempotency_key = :key");
    private static final Sql SAME_BODY = select(
            "WHERE r.organization_id = :organization AND r.idempotency_key = :key AND r.body_digest = ANY (:digests)");
    private static final Sql CHANGED = select("""
            WHERE r.code_request_id = ANY (:requests)
              AND (r.status <> 'waiting' OR (r.withheld IS NOT NULL AND NOT r.withheld_told))""");
    private static final Sql WARNED = Sql.of(
            "UPDATE code_requests SET withheld_told = true WHERE code_request_id = :request AND withheld = :code");
    private static final Sql MESSAGES_READ = Sql.of(
            "UPDATE code_requests SET reads_messages = false WHERE code_request_id = :request AND reads_messages");

    private final Transactions transactions;
    private final Announcements announcements;
    private final OtherSource otherSource;
    private final Hesitations hesitations;

    CodeRequests(
            Transactions transactions, Announcements announcements, OtherSource otherSource, Hesitations hesitations) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.otherSource = otherSource;
        this.hesitations = hesitations;
    }

    /** What became of a new request. */
    public sealed interface Creation {
        /** It is stored. It already has its code if one was there. */
        record Created(CodeRequest request) implements Creation {}

        /** The idempotency key was used before with this body: this is the earlier request. */
        record Joined(CodeRequest request) implements Creation {}

        /** The idempotency key was used before with another body. */
        record KeyReused() implements Creation {}
    }

    /**
     * Stores a request and gives it a code if one is already there.
     *
     * @throws StoreUnavailable when nothing was stored
     */
    public Creation create(NewCodeRequest request) {
        return transactions.run(connection -> {
            if (request.matchKey() != null) {
                MatchKeyLock.take(connection, request.organizationId(), request.matchKey(), request.otherHashes());
            }
            forgetOldKey(connection, request);
            Optional<CodeRequest> inserted =
                    RequestInsert.waiting(connection, request, announcements.requested(request));
            if (inserted.isEmpty()) {
                return join(connection, request);
            }
            List<CodeRequest> found = request.matchKey() == null
                    ? List.of()
                    : findCode(connection, request.id(), request.matchKey(), WokenBy.REQUEST);
            if (!found.isEmpty() && found.getFirst().isFinal()) {
                announcements.tell(connection, found, Change.DELIVERED);
                return new Creation.Created(found.getFirst());
            }
            hesitations.begin(found);
            otherSource.created(connection, request);
            List<CodeRequest> warned = request.matchKey() == null || request.pageHost() == null
                    ? List.of()
                    : withhold(connection, request.id());
            return new Creation.Created(warned.isEmpty() ? inserted.get() : warned.getFirst());
        });
    }

    /**
     * Stores a request together with a step's code, which its run already has.
     *
     * @throws StoreUnavailable when nothing was stored
     */
    public Creation createWith(StepCode code, NewCodeRequest request) {
        List<CodeRequestChanged> events = announcements.requestedAndDelivered(request);
        if (request.idempotencyKey() == null) {
            return transactions.single(connection -> new Creation.Created(
                    RequestInsert.delivered(connection, request, code, events).orElseThrow()));
        }
        return transactions.run(connection -> {
            forgetOldKey(connection, request);
            Optional<CodeRequest> inserted = RequestInsert.delivered(connection, request, code, events);
            return inserted.isPresent() ? new Creation.Created(inserted.get()) : join(connection, request);
        });
    }

    /** Notes that a caller was told why it got no code. */
    public void warned(CodeRequest.Warned request) {
        transactions.update(
                WARNED, parameters -> parameters.set("request", request.id()).set("code", request.totpCodeId()));
    }

    /** Notes that messages were read again for the request, which need not be done twice. */
    public void messagesRead(String requestId) {
        transactions.update(MESSAGES_READ, parameters -> parameters.set("request", requestId));
    }

    /** The request, if it is this organisation's. */
    public Optional<CodeRequest> find(String organizationId, String requestId) {
        return transactions.single(connection -> find(connection, organizationId, requestId));
    }

    private static Optional<CodeRequest> find(Connection connection, String organizationId, String requestId)
            throws SQLException {
        return BY_ID.first(
                connection,
                parameters -> parameters.set("organization", organizationId).set("request", requestId),
                RequestRow::read);
    }

    /** Those of these requests whose callers are to be told something. */
    public List<CodeRequest> changed(Collection<String> requestIds) {
        if (requestIds.isEmpty()) {
            return List.of();
        }
        return transactions.query(CHANGED, parameters -> parameters.set("requests", requestIds), RequestRow::read);
    }

    /** The result of using the request's idempotency key again; empty when the key is new or older than 24 hours. */
    public Optional<Creation> ofKey(NewCodeRequest request) {
        return transactions.run(connection -> {
            forgetOldKey(connection, request);
            boolean existing = BY_KEY.exists(connection, parameters -> setKey(parameters, request));
            return existing ? Optional.of(join(connection, request)) : Optional.empty();
        });
    }

    /**
     * Looks once more for a code of a request that waits.
     *
     * @return the request if it has its code now
     * @throws StoreUnavailable when nothing was changed
     */
    public Optional<CodeRequest> lookAgain(CodeRequest request, WokenBy wokenBy) {
        String matchKey = request.asked().matchKey();
        if (matchKey == null) {
            return Optional.empty();
        }
        return transactions.run(connection -> {
            Optional<String> locked = MatchKeyLock.takeOf(connection, request.id(), matchKey);
            List<CodeRequest> found =
                    locked.isEmpty() ? List.of() : findCode(connection, request.id(), locked.get(), wokenBy);
            hesitations.begin(found);
            List<CodeRequest> delivered = delivered(found);
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered.stream().findFirst();
        });
    }

    /**
     * Gives a waiting request a code that fits; the caller holds the lock of its match key.
     *
     * @return the request with its code, or as it is when it hesitates over one; else empty
     */
    static List<CodeRequest> findCode(Connection connection, String requestId, String matchKey, WokenBy wokenBy)
            throws SQLException {
        return ClaimSql.FIND_CODE.query(
                connection,
                parameters -> parameters
                        .set("request", requestId)
                        .set("match_key", matchKey)
                        .set("woken_by", wokenBy.wireName()),
                RequestRow::read);
    }

    /** Those that have a code; the others hesitate over one. */
    static List<CodeRequest> delivered(List<CodeRequest> found) {
        return found.stream().filter(CodeRequest::isFinal).toList();
    }

    /** Notes that a code was withheld from the request, since it belongs to a site other than the page's. */
    private List<CodeRequest> withhold(Connection connection, String requestId) throws SQLException {
        List<CodeRequest> warned = ClaimSql.WITHHOLD_FROM_REQUEST.query(
                connection, parameters -> parameters.set("request", requestId), RequestRow::read);
        announcements.withheld(connection, warned);
        return warned;
    }

    private static void forgetOldKey(Connection connection, NewCodeRequest request) throws SQLException {
        if (request.idempotencyKey() != null) {
            FORGET_OLD_KEY.update(connection, parameters -> setKey(parameters, request));
        }
    }

    private static Creation join(Connection connection, NewCodeRequest request) throws SQLException {
        List<String> digests = new ArrayList<>(request.otherHashes().of(request.bodyDigest()));
        digests.add(request.bodyDigest());
        Optional<CodeRequest> same = SAME_BODY.first(
                connection,
                parameters -> {
                    setKey(parameters, request);
                    parameters.set("digests", digests);
                },
                RequestRow::read);
        return same.<Creation>map(Creation.Joined::new).orElseGet(Creation.KeyReused::new);
    }

    private static void setKey(Parameters parameters, NewCodeRequest request) throws SQLException {
        parameters.set("organization", request.organizationId()).set("key", request.idempotencyKey());
    }

    private static Sql select(String where) {
        return Sql.of("SELECT " + RequestRow.COLUMNS + " FROM code_requests r " + where);
    }
}
