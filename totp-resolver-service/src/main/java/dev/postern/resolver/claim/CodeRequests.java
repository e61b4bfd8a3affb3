package dev.postern.resolver.claim;

import dev.postern.events.CodeRequestChanged;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Requests as they are made, looked at and held. */
@ApplicationScoped
public class CodeRequests {
    /** The same key joins the same request for 24 hours: docs/rules.md, "Code requests". */
    private static final String FORGET_OLD_KEY = """
            UPDATE code_requests SET idempotency_key = NULL
            WHERE organization_id = ? AND idempotency_key = ? AND created_at < clock_timestamp() - interval '24 hours'""";

    private static final String SELECT = "SELECT " + RequestRow.COLUMNS + " FROM code_requests r ";

    private final Transactions transactions;
    private final Announcements announcements;
    private final UrlCalls urlCalls;

    CodeRequests(Transactions transactions, Announcements announcements, UrlCalls urlCalls) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.urlCalls = urlCalls;
    }

    /** What became of a new request. */
    public sealed interface Creation {
        /** It is stored, and has its code already if one was there. */
        record Created(CodeRequest request) implements Creation {}

        /** The idempotency key was used before, for the same body: this is that request. */
        record Joined(CodeRequest request) implements Creation {}

        /** The idempotency key was used before, for another body. */
        record KeyReused() implements Creation {}
    }

    /**
     * Stores a request and gives it a code that is there already.
     *
     * @throws StoreUnavailable when nothing was stored
     */
    public Creation create(NewCodeRequest request) {
        return transactions.run(connection -> {
            if (request.matchKey() != null) {
                Transactions.lock(connection, request.matchKey());
            }
            forgetOldKey(connection, request);
            Optional<CodeRequest> inserted =
                    RequestInsert.waiting(connection, request, announcements.requested(request));
            if (inserted.isEmpty()) {
                return join(connection, request);
            }
            Optional<CodeRequest> delivered =
                    request.matchKey() == null ? Optional.empty() : findCode(connection, request.id(), WokenBy.REQUEST);
            if (delivered.isPresent()) {
                announcements.tell(connection, List.of(delivered.get()), Change.DELIVERED);
                return new Creation.Created(delivered.get());
            }
            if (request.urlSealed() != null) {
                urlCalls.add(connection, request);
            }
            List<CodeRequest> warned = request.matchKey() == null || request.pageHost() == null
                    ? List.of()
                    : ReceivedCodes.withhold(connection, ClaimSql.WITHHOLD_FROM_REQUEST, request.id(), announcements);
            return new Creation.Created(warned.isEmpty() ? inserted.get() : warned.getFirst());
        });
    }

    /**
     * Stores a request together with a step's code, which its run has already.
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

    /** A caller has the answer that says why it got no code. */
    public void warned(CodeRequest request) {
        transactions.single(connection -> {
            try (PreparedStatement told = connection.prepareStatement(
                    "UPDATE code_requests SET withheld_told = true WHERE code_request_id = ? AND withheld = ?")) {
                told.setString(1, request.id());
                told.setString(2, request.withheld());
                return told.executeUpdate();
            }
        });
    }

    /** Messages were read again for the request: nobody need do so. */
    public void messagesRead(String requestId) {
        transactions.single(connection -> {
            try (PreparedStatement read = connection.prepareStatement(
                    "UPDATE code_requests SET reads_messages = false WHERE code_request_id = ? AND reads_messages")) {
                read.setString(1, requestId);
                return read.executeUpdate();
            }
        });
    }

    /** The request, if it is this organisation's. */
    public Optional<CodeRequest> find(String organizationId, String requestId) {
        return transactions.single(connection -> find(connection, organizationId, requestId));
    }

    /**
     * Notes that this replica holds a connection for the request, so that whoever answers it knows whom to wake. Only reads
     * when that is noted already, as it is for most who ask again.
     */
    public Optional<CodeRequest> hold(String organizationId, String requestId, String replica) {
        return transactions.run(connection -> {
            Optional<CodeRequest> known = find(connection, organizationId, requestId);
            return known.isEmpty() || known.get().wakes(replica) ? known : noteHolder(connection, requestId, replica);
        });
    }

    private static Optional<CodeRequest> find(Connection connection, String organizationId, String requestId)
            throws SQLException {
        return select(connection, SELECT + "WHERE r.organization_id = ? AND r.code_request_id = ?", statement -> {
                    statement.setString(1, organizationId);
                    statement.setString(2, requestId);
                })
                .stream()
                .findFirst();
    }

    private static Optional<CodeRequest> noteHolder(Connection connection, String requestId, String replica)
            throws SQLException {
        return select(connection, """
                        UPDATE code_requests r
                        SET held_by = CASE WHEN r.held_by IS NULL OR r.held_by = ? THEN ? ELSE '*' END
                        WHERE r.code_request_id = ?
                        RETURNING\s""" + RequestRow.COLUMNS, statement -> {
                    statement.setString(1, replica);
                    statement.setString(2, replica);
                    statement.setString(3, requestId);
                })
                .stream()
                .findFirst();
    }

    /** Of these requests, those whose callers are to be told something. */
    public List<CodeRequest> changed(Collection<String> requestIds) {
        if (requestIds.isEmpty()) {
            return List.of();
        }
        return transactions.single(connection -> select(
                connection,
                SELECT + """
                WHERE r.code_request_id = ANY (?)
                  AND (r.status <> 'waiting' OR (r.withheld IS NOT NULL AND NOT r.withheld_told))""",
                statement -> statement.setArray(1, connection.createArrayOf("text", requestIds.toArray()))));
    }

    /** What an idempotency key stands for; empty when it is new or older than 24 hours. */
    public Optional<Creation> ofKey(NewCodeRequest request) {
        return transactions.run(connection -> {
            forgetOldKey(connection, request);
            List<CodeRequest> existing =
                    select(connection, SELECT + "WHERE r.organization_id = ? AND r.idempotency_key = ?", statement -> {
                        statement.setString(1, request.organizationId());
                        statement.setString(2, request.idempotencyKey());
                    });
            return existing.isEmpty() ? Optional.empty() : Optional.of(join(connection, request));
        });
    }

    /** Who waits now, newest first. */
    public List<CodeRequest> waiting(String organizationId, int limit) {
        return transactions.single(connection -> select(connection, SELECT + """
                WHERE r.organization_id = ? AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                ORDER BY r.created_at DESC, r.code_request_id LIMIT ?""", statement -> {
            statement.setString(1, organizationId);
            statement.setInt(2, limit);
        }));
    }

    /** Gives a waiting request a code that fits; the caller holds the lock of its match key. */
    static Optional<CodeRequest> findCode(Connection connection, String requestId, WokenBy wokenBy)
            throws SQLException {
        return select(connection, ClaimSql.FIND_CODE, statement -> {
                    statement.setString(1, requestId);
                    statement.setString(2, wokenBy.wireName());
                })
                .stream()
                .findFirst();
    }

    static List<CodeRequest> select(Connection connection, String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    static List<CodeRequest> read(ResultSet rows) throws SQLException {
        List<CodeRequest> requests = new ArrayList<>();
        while (rows.next()) {
            requests.add(RequestRow.read(rows));
        }
        return requests;
    }

    /** Sets a statement's parameters. */
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private static void forgetOldKey(Connection connection, NewCodeRequest request) throws SQLException {
        if (request.idempotencyKey() == null) {
            return;
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_OLD_KEY)) {
            forget.setString(1, request.organizationId());
            forget.setString(2, request.idempotencyKey());
            forget.executeUpdate();
        }
    }

    private static Creation join(Connection connection, NewCodeRequest request) throws SQLException {
        Optional<CodeRequest> same = select(
                        connection,
                        SELECT + "WHERE r.organization_id = ? AND r.idempotency_key = ? AND r.body_digest = ?",
                        statement -> {
                            statement.setString(1, request.organizationId());
                            statement.setString(2, request.idempotencyKey());
                            statement.setString(3, request.bodyDigest());
                        })
                .stream()
                .findFirst();
        return same.<Creation>map(Creation.Joined::new).orElseGet(Creation.KeyReused::new);
    }
}
