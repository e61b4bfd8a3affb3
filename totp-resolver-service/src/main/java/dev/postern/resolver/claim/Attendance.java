package dev.postern.resolver.claim;

import dev.postern.database.Page;
import dev.postern.database.Sql;
import dev.postern.database.SqlBuilder;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.rule.ClaimRules;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest.Holder;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which callers are there: docs/rules.md, "The second login gets the second code", rule 1. A held call costs nothing while
 * it is held: it counts for as long as its replica renews its row. A caller that comes back looks for the codes that came
 * while it was away.
 */
@ApplicationScoped
public class Attendance {
    /** Parameters: {@code :request}, {@code :holder} and {@code :held_seconds}. */
    static final String NOTE = """
            UPDATE code_requests r SET
                seen_at = clock_timestamp(),
                there_until = greatest(
                    CASE WHEN %1$s THEN r.there_until ELSE r.seen_at END,
                    clock_timestamp() + :held_seconds * interval '1 second' + %2$s),
                held_by = CASE WHEN :holder::text IS NULL THEN CASE WHEN %1$s THEN r.held_by END
                               WHEN r.held_by IS NULL OR NOT %1$s THEN :holder::text
                               WHEN :holder::text = ANY (string_to_array(r.held_by, ',')) THEN r.held_by
                               ELSE r.held_by || ',' || :holder::text END
            WHERE r.code_request_id = :request AND r.status = 'waiting'""".formatted(ClaimRules.NOTED_TRULY, ClaimRules.GRACE);

    private static final Sql NOTE_ONLY = Sql.of(NOTE);

    // A poller that calls every second need not be noted each time: it counts for ten more seconds at least. Nobody
    // looks for it after its hesitation, so it looks itself at its first call.
    private static final Sql FIND = Sql.of("SELECT " + RequestRow.COLUMNS + ", " + ClaimRules.THERE + """
             AND r.there_until > clock_timestamp() + interval '10 seconds'
             AND (r.hesitates_until <= r.seen_at OR r.hesitates_until > clock_timestamp()) AS seen_just_now,
             (r.unread OR EXISTS (SELECT FROM codes c WHERE c.totp_code_id = r.totp_code_id AND c.unread)) AS unread
            FROM code_requests r WHERE r.organization_id = :organization AND r.code_request_id = :request""");
    private static final Sql READ = Sql.of("""
            WITH answered AS (
                UPDATE code_requests r SET unread = false WHERE r.code_request_id = :request AND r.unread
            )
            UPDATE codes c SET unread = false FROM code_requests r
            WHERE r.code_request_id = :request AND c.totp_code_id = r.totp_code_id AND c.claimed_run = r.run_key
              AND c.unread""");
    private static final Sql LEAVE = Sql.of("""
            UPDATE code_requests r SET
                seen_at = clock_timestamp(),
                there_until = CASE WHEN r.held_by = :holder THEN clock_timestamp() ELSE r.there_until END,
                held_by = nullif(array_to_string(array_remove(string_to_array(r.held_by, ','), :holder), ','), '')
            WHERE r.code_request_id = :request AND r.status = 'waiting' AND r.seen_at = :seen_at
              AND :holder = ANY (string_to_array(r.held_by, ','))""");

    // What a live replica holds is seen now; what a dead one held was seen when its call began.
    private static final String LISTED = "SELECT " + RequestRow.COLUMNS + ", " + ClaimRules.THERE + " AS attended, "
            + "CASE WHEN " + ClaimRules.NOTED_TRULY
            + " THEN greatest(r.seen_at, least(clock_timestamp(), r.there_until - "
            + ClaimRules.GRACE + ")) ELSE r.seen_at END AS last_seen_at FROM code_requests r"
            + " WHERE r.organization_id = :organization";

    private final Transactions transactions;
    private final Announcements announcements;
    private final Hesitations hesitations;

    Attendance(Transactions transactions, Announcements announcements, Hesitations hesitations) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.hesitations = hesitations;
    }

    /**
     * A request whose caller is back.
     *
     * @param delivered whether it was given its code by this
     */
    public record Back(CodeRequest request, boolean delivered) {}

    /**
     * The request, whose caller is back; empty when the organisation does not have it. If it waits and a code came while
     * nobody was there, it has that code now. A held caller is noted with its replica, which is then woken when the
     * request changes.
     *
     * @param holder who holds the caller; null when it is answered at once
     * @throws StoreUnavailable when nothing was noted
     */
    public Optional<Back> comeBack(String organizationId, String requestId, @Nullable Holder holder) {
        return transactions.run(connection -> {
            Optional<Seen> seen = find(connection, organizationId, requestId);
            if (seen.isEmpty()) {
                return Optional.<Back>empty();
            }
            CodeRequest request = seen.get().request();
            if (seen.get().unread()) {
                return find(connection, organizationId, read(connection, requestId))
                        .map(now -> new Back(now.request(), false));
            }
            if (request.isFinal() || (holder == null && seen.get().justNow())) {
                return Optional.of(new Back(request, false));
            }
            return noted(connection, request, holder);
        });
    }

    /**
     * The connection of a held caller broke, and its replica holds no other for the request: nobody is there any more,
     * unless another replica holds a caller. A call that came after that of the request as it is given here is not
     * forgotten.
     *
     * @throws StoreUnavailable when nothing was noted
     */
    public void leave(CodeRequest request, String replica) {
        transactions.update(
                LEAVE,
                parameters -> parameters
                        .set("request", request.id())
                        .set("holder", replica)
                        .set("seen_at", request.asked().seenAt()));
    }

    /**
     * A request in a list.
     *
     * @param attended whether its caller is there; of meaning while it waits
     * @param lastSeenAt when its caller was there last
     */
    public record Listed(CodeRequest request, boolean attended, Instant lastSeenAt) {
        /** Where a list that ended with this request continues. */
        public Cursor place() {
            return new Cursor(request.asked().createdAt(), request.id());
        }
    }

    /**
     * One organisation's requests, newest first.
     *
     * @param status null for any; those whose time is up do not wait
     * @param after where an earlier page ended; null for the first page
     */
    public Page<Listed> list(String organizationId, @Nullable Status status, @Nullable Cursor after, int limit) {
        SqlBuilder query = new SqlBuilder().add(LISTED, parameters -> parameters.set("organization", organizationId));
        if (status != null) {
            query.add(" AND r.status = :status", parameters -> parameters.set("status", status.wireName()));
        }
        if (status == Status.WAITING) {
            query.add(" AND r.expires_at > clock_timestamp()");
        }
        if (after != null) {
            query.add(
                    " AND (r.created_at, r.code_request_id) < (:after_time, :after_id)",
                    parameters ->
                            parameters.set("after_time", after.receivedAt()).set("after_id", after.id()));
        }
        query.add(
                " ORDER BY r.created_at DESC, r.code_request_id DESC LIMIT :limit",
                parameters -> parameters.set("limit", limit + 1));
        return transactions.page(
                query,
                limit,
                row -> new Listed(
                        RequestRow.read(row),
                        row.getBoolean("attended"),
                        row.getObject("last_seen_at", OffsetDateTime.class).toInstant()));
    }

    private Optional<Back> noted(Connection connection, CodeRequest request, @Nullable Holder holder)
            throws SQLException {
        CodeRequest known = request;
        while (true) {
            Optional<CodeRequest> found = note(connection, known, holder);
            if (found.isPresent()) {
                return found.map(now -> new Back(now, now.isFinal()));
            }
            Optional<CodeRequest> now =
                    find(connection, known.organizationId(), known.id()).map(Seen::request);
            // It has another match key when the index key is being replaced.
            if (now.isEmpty()
                    || Objects.equals(
                            now.get().asked().matchKey(), known.asked().matchKey())) {
                return now.map(unchanged -> new Back(unchanged, false));
            }
            known = now.get();
        }
    }

    /** The code that the request has got, or the request if it hesitates over one; else empty. */
    private Optional<CodeRequest> note(Connection connection, CodeRequest request, @Nullable Holder holder)
            throws SQLException {
        String matchKey = request.asked().matchKey();
        Sql.Binding noted = parameters -> parameters
                .set("request", request.id())
                .set("holder", holder == null ? null : holder.replica())
                .set("held_seconds", holder == null ? 0 : holder.longest().toSeconds());
        if (matchKey == null) {
            NOTE_ONLY.update(connection, noted);
            return Optional.empty();
        }
        List<CodeRequest> found = ClaimSql.COME_BACK.query(
                connection,
                parameters -> {
                    noted.on(parameters);
                    parameters
                            .set("lock", MatchKeyLock.number(matchKey))
                            .set("match_key", matchKey)
                            .set("woken_by", WokenBy.REQUEST.wireName());
                },
                RequestRow::read);
        hesitations.begin(found);
        announcements.tell(connection, CodeRequests.delivered(found), Change.DELIVERED);
        return found.stream().findFirst();
    }

    private static Optional<Seen> find(Connection connection, String organizationId, String requestId)
            throws SQLException {
        return FIND.first(
                connection,
                parameters -> parameters.set("organization", organizationId).set("request", requestId),
                row -> new Seen(RequestRow.read(row), row.getBoolean("seen_just_now"), row.getBoolean("unread")));
    }

    /** The answer to this call carries the code, unless a call to give the request up came first and the code is away. */
    private static String read(Connection connection, String requestId) throws SQLException {
        READ.update(connection, parameters -> parameters.set("request", requestId));
        return requestId;
    }

    private record Seen(CodeRequest request, boolean justNow, boolean unread) {}
}
