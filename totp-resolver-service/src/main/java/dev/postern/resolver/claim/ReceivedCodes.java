package dev.postern.resolver.claim;

import dev.postern.database.Parameters;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.once.SingleUses;
import dev.postern.resolver.rehash.EarlierIds;
import dev.postern.resolver.site.ShownSites;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Lifespan;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Stores codes once as they arrive, and offers them to waiting requests. */
@ApplicationScoped
public class ReceivedCodes {
    private static final EarlierIds EARLIER = new EarlierIds("codes");
    private static final Origin UNKNOWN_ORIGIN = new Origin(null, null, null, List.of());

    private final Transactions transactions;
    private final Announcements announcements;
    private final Lifespan lifespan;
    private final ShownSites shownSites;
    private final Hesitations hesitations;

    ReceivedCodes(
            Transactions transactions,
            Announcements announcements,
            Lifespan lifespan,
            ShownSites shownSites,
            Hesitations hesitations) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.lifespan = lifespan;
        this.shownSites = shownSites;
        this.hesitations = hesitations;
    }

    /**
     * Stores a code and hands it to the oldest request that waits for it. A repeated event changes nothing, unless the
     * code is still free and a request waits.
     *
     * @return the requests that now have their code or a warning; they are to be woken
     * @throws StoreUnavailable when nothing was stored
     */
    public List<CodeRequest> arrive(CodeReceived code) {
        OtherHashes others = Origin.othersOf(code.origin());
        return transactions.run(connection -> {
            // Otherwise the statement that stores the code takes the lock.
            if (!others.isEmpty()) {
                MatchKeyLock.take(connection, code.organizationId(), code.matchKey(), others);
            }
            return arrive(connection, code, WokenBy.EVENT);
        });
    }

    /** A condition for storing a code, checked and noted in its transaction, under the lock of its match key. */
    public interface Condition {
        boolean holds(Connection connection) throws SQLException;
    }

    /**
     * Stores and hands out a code that was found after its message had come, if the condition holds.
     *
     * @param wokenBy the event that led to the code
     * @return the requests to be woken; empty when the condition does not hold and nothing was stored
     * @throws StoreUnavailable when nothing was stored
     */
    public Optional<List<CodeRequest>> arriveIf(CodeReceived code, WokenBy wokenBy, Condition condition) {
        return transactions.run(connection -> {
            MatchKeyLock.take(connection, code.organizationId(), code.matchKey(), Origin.othersOf(code.origin()));
            return condition.holds(connection)
                    ? Optional.of(arrive(connection, code, wokenBy))
                    : Optional.<List<CodeRequest>>empty();
        });
    }

    private List<CodeRequest> arrive(Connection connection, CodeReceived code, WokenBy wokenBy) throws SQLException {
        if (!SingleUses.allow(connection, code.origin())) {
            return List.of();
        }
        Optional<String> earlier = EARLIER.find(connection, code.totpCodeId(), Origin.othersOf(code.origin()));
        List<CodeRequest> found = earlier.isPresent()
                ? offer(connection, earlier.get(), wokenBy)
                : storeAndOffer(connection, code, wokenBy);
        hesitations.begin(found);
        List<CodeRequest> delivered = CodeRequests.delivered(found);
        announcements.tell(connection, delivered, Change.DELIVERED);
        return delivered.isEmpty() && code.boundDomain() != null
                ? withhold(connection, earlier.orElse(code.totpCodeId()))
                : delivered;
    }

    /**
     * Offers a stored code that no run has. The caller holds the lock of its match key.
     *
     * @return the requests that have it now, and those that hesitate over it
     */
    static List<CodeRequest> offer(Connection connection, String totpCodeId, WokenBy wokenBy) throws SQLException {
        return ClaimSql.OFFER_CODE.query(
                connection,
                parameters -> parameters.set("code", totpCodeId).set("woken_by", wokenBy.wireName()),
                RequestRow::read);
    }

    /** Notes that a code was withheld from requests whose page belongs to another site. */
    private List<CodeRequest> withhold(Connection connection, String totpCodeId) throws SQLException {
        List<CodeRequest> warned = ClaimSql.WITHHOLD_CODE.query(
                connection, parameters -> parameters.set("code", totpCodeId), RequestRow::read);
        announcements.withheld(connection, warned);
        return warned;
    }

    /** The lock, the row and the claim in one round trip: a login waits for it. */
    private List<CodeRequest> storeAndOffer(Connection connection, CodeReceived code, WokenBy wokenBy)
            throws SQLException {
        return ClaimSql.ARRIVE.query(
                connection,
                parameters -> {
                    parameters.set("lock", MatchKeyLock.number(code.matchKey())).set("woken_by", wokenBy.wireName());
                    set(parameters, code);
                    set(parameters, code.origin() == null ? UNKNOWN_ORIGIN : code.origin());
                },
                RequestRow::read);
    }

    private void set(Parameters parameters, CodeReceived code) throws SQLException {
        parameters
                .set("code", code.totpCodeId())
                .set("organization", code.organizationId())
                .set("match_key", code.matchKey())
                .set("repeat_key", code.repeatKey())
                .set("type", code.otpType().wireName())
                .set("source", code.source())
                .set("task", code.run().taskId())
                .set("workflow", code.run().workflowId())
                .set("workflow_run", code.run().workflowRunId())
                .set("received_at", code.receivedAt())
                .set("expires_at", code.expiresAt())
                .set("stated_until", code.statedUntil())
                .set("valid_until", lifespan.end(code))
                .set("bound_domain", code.boundDomain())
                .set("site_keys", shownSites.keys(code))
                .set("code_masked", code.codeMasked())
                .set("identifier_masked", code.identifierMasked())
                .set("code_sealed", code.codeSealed())
                .set("link_sealed", code.linkSealed())
                .set("identifier_sealed", code.identifierSealed())
                .set("content_sealed", code.contentSealed())
                .set("content_truncated", code.contentTruncated())
                .set("rule", code.evidence().rule())
                .set("confidence", code.evidence().confidence());
    }

    private static void set(Parameters parameters, Origin origin) throws SQLException {
        parameters
                .set("channel", origin.channelId())
                .set("sender_masked", origin.senderMasked())
                .set("sender_sealed", origin.senderSealed())
                .set("sender_keys", origin.senderKeys());
    }
}
