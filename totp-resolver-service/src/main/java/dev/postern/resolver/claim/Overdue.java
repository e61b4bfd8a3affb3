package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.platform.worker.Each;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds requests that expired, and requests that should have been answered but were missed. Several replicas may do all
 * of this at once.
 */
@ApplicationScoped
public class Overdue {
    private static final Sql.Binding AT_ONCE = parameters -> parameters.set("limit", 500);

    /** Younger ones may still be served by an event; counting them as found by the timer would be wrong. */
    static final String SETTLED = "interval '2 seconds'";

    private static final Sql EXPIRE = Sql.of("""
            UPDATE code_requests r SET status = 'expired', ask_again_at = NULL
            WHERE r.code_request_id IN (
                SELECT o.code_request_id FROM code_requests o
                WHERE o.status = 'waiting' AND o.expires_at <= clock_timestamp()
                ORDER BY o.expires_at LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + RequestRow.COLUMNS);
    private static final Sql FINAL_UNNOTICED = Sql.of("""
            UPDATE code_requests r SET woken_by = 'timer'
            WHERE r.code_request_id = ANY (:requests) AND r.status <> 'waiting'
              AND r.delivered_at < clock_timestamp() -\s""" + SETTLED + " RETURNING " + RequestRow.COLUMNS);
    private static final Sql MESSAGES_UNREAD = Sql.of(
            "SELECT " + RequestRow.COLUMNS + " FROM code_requests r WHERE r.status = 'waiting' AND r.reads_messages"
                    + " AND r.created_at < clock_timestamp() - " + SETTLED + " ORDER BY r.created_at LIMIT :limit");
    private static final Sql STEP_MISSED =
            Sql.of("SELECT " + RequestRow.COLUMNS + " FROM code_requests r WHERE r.status = 'waiting'"
                    + " AND r.ask_again_at < clock_timestamp() - " + SETTLED + " ORDER BY r.ask_again_at LIMIT :limit");

    private final Transactions transactions;
    private final Announcements announcements;
    private final CodeRequests requests;

    Overdue(Transactions transactions, Announcements announcements, CodeRequests requests) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.requests = requests;
    }

    /** Ends requests whose time is up. */
    public List<CodeRequest> expire() {
        return transactions.run(connection -> {
            List<CodeRequest> expired = EXPIRE.query(connection, AT_ONCE, RequestRow::read);
            announcements.tell(connection, expired, Change.EXPIRED);
            return expired;
        });
    }

    /**
     * Gives a code to requests that wait although a fitting one has been there for a while.
     *
     * @param delivered gets each of them that has its code now
     */
    public void answerMissed(Consumer<CodeRequest> delivered) {
        Each.of(
                transactions.query(ClaimSql.MISSED, AT_ONCE, RequestRow::read),
                candidate -> requests.lookAgain(candidate, WokenBy.TIMER).ifPresent(delivered));
    }

    /** Those of these requests, held here, that have been final for a while although their holder was not woken. */
    public List<CodeRequest> finalUnnoticed(Collection<String> heldIds) {
        if (heldIds.isEmpty()) {
            return List.of();
        }
        return transactions.query(FINAL_UNNOTICED, parameters -> parameters.set("requests", heldIds), RequestRow::read);
    }

    /** Requests for which messages should have been read again a while ago. */
    public List<CodeRequest> messagesUnread() {
        return transactions.query(MESSAGES_UNREAD, AT_ONCE, RequestRow::read);
    }

    /** Requests whose next authenticator step could have been asked for a while ago. */
    public List<CodeRequest> stepMissed() {
        return transactions.query(STEP_MISSED, AT_ONCE, RequestRow::read);
    }
}
