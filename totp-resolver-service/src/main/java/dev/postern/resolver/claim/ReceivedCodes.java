package dev.postern.resolver.claim;

import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Codes as they arrive: stored once, and offered to those who wait. */
@ApplicationScoped
public class ReceivedCodes {
    private final Transactions transactions;
    private final Announcements announcements;
    private final Duration lifespan;

    ReceivedCodes(
            Transactions transactions,
            Announcements announcements,
            // Skyvern's name and default for how long a received code may be used (skyvern/config.py).
            @ConfigProperty(name = "totp.lifespan.minutes", defaultValue = "10") int lifespanMinutes) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.lifespan = Duration.ofMinutes(lifespanMinutes);
    }

    /**
     * Stores a code and hands it to the oldest request that waits for it. The same event again changes nothing, unless
     * the code is still free and somebody waits.
     *
     * @return the requests that have their code now, or a warning; they are to be woken
     * @throws StoreUnavailable when nothing was stored
     */
    public List<CodeRequest> arrive(CodeReceived code) {
        return transactions.run(connection -> arrive(connection, code, WokenBy.EVENT));
    }

    /** What must be so for a code to arrive, found out and noted in its transaction, under the lock of its match key. */
    public interface Condition {
        boolean holds(Connection connection) throws SQLException;
    }

    /**
     * The same for a code that is found later than its message came, if the condition holds.
     *
     * @param wokenBy what led to its being found
     * @return the requests to be woken; empty when the condition does not hold, and then nothing was stored
     * @throws StoreUnavailable when nothing was stored
     */
    public Optional<List<CodeRequest>> arriveIf(CodeReceived code, WokenBy wokenBy, Condition condition) {
        return transactions.run(connection -> {
            Transactions.lock(connection, code.matchKey());
            return condition.holds(connection)
                    ? Optional.of(arrive(connection, code, wokenBy))
                    : Optional.<List<CodeRequest>>empty();
        });
    }

    private List<CodeRequest> arrive(Connection connection, CodeReceived code, WokenBy wokenBy) throws SQLException {
        List<CodeRequest> delivered = storeAndOffer(connection, code, wokenBy);
        announcements.tell(connection, delivered, Change.DELIVERED);
        return delivered.isEmpty() && code.boundDomain() != null
                ? withhold(connection, ClaimSql.WITHHOLD_CODE, code.totpCodeId(), announcements)
                : delivered;
    }

    /** Offers a stored code that nobody has; the caller holds the lock of its match key. */
    static List<CodeRequest> offer(Connection connection, String totpCodeId, WokenBy wokenBy) throws SQLException {
        return CodeRequests.select(connection, ClaimSql.OFFER_CODE, statement -> {
            statement.setString(1, totpCodeId);
            statement.setString(2, wokenBy.wireName());
        });
    }

    /** Notes that a code was not given where it would have been typed into another site's page. */
    static List<CodeRequest> withhold(Connection connection, String sql, String id, Announcements announcements)
            throws SQLException {
        List<CodeRequest> warned = CodeRequests.select(connection, sql, statement -> statement.setString(1, id));
        announcements.withheld(connection, warned);
        return warned;
    }

    /** The lock, the row and the claim in one round trip: a login waits for it. */
    private List<CodeRequest> storeAndOffer(Connection connection, CodeReceived code, WokenBy wokenBy)
            throws SQLException {
        try (PreparedStatement arrive = connection.prepareStatement(ClaimSql.ARRIVE)) {
            int at = 0;
            arrive.setLong(++at, Transactions.lockKey(code.matchKey()));
            at = setCode(arrive, at, code);
            arrive.setString(++at, code.totpCodeId());
            arrive.setString(++at, wokenBy.wireName());
            arrive.execute();
            // Past what the lock and the row say.
            arrive.getMoreResults();
            arrive.getMoreResults();
            try (ResultSet delivered = arrive.getResultSet()) {
                return CodeRequests.read(delivered);
            }
        }
    }

    private int setCode(PreparedStatement statement, int before, CodeReceived code) throws SQLException {
        int at = before;
        statement.setString(++at, code.organizationId());
        statement.setString(++at, code.otpType().wireName());
        statement.setString(++at, code.source());
        statement.setString(++at, code.run().taskId());
        statement.setString(++at, code.run().workflowId());
        statement.setString(++at, code.run().workflowRunId());
        statement.setObject(++at, utc(code.expiresAt()));
        statement.setObject(++at, utc(code.statedUntil()));
        statement.setObject(++at, utc(validUntil(code)));
        statement.setString(++at, code.boundDomain());
        at = setOrigin(statement, at, code.origin());
        statement.setString(++at, code.codeMasked());
        statement.setString(++at, code.identifierMasked());
        statement.setString(++at, code.codeSealed());
        statement.setString(++at, code.linkSealed());
        statement.setString(++at, code.identifierSealed());
        statement.setString(++at, code.contentSealed());
        statement.setBoolean(++at, code.contentTruncated());
        statement.setString(++at, code.evidence().rule());
        statement.setDouble(++at, code.evidence().confidence());
        statement.setString(++at, code.totpCodeId());
        statement.setString(++at, code.matchKey());
        statement.setObject(++at, utc(code.receivedAt()));
        statement.setString(++at, code.repeatKey());
        return at;
    }

    private static int setOrigin(PreparedStatement statement, int before, @Nullable Origin origin) throws SQLException {
        int at = before;
        statement.setString(++at, origin == null ? null : origin.channelId());
        statement.setString(++at, origin == null ? null : origin.senderMasked());
        statement.setString(++at, origin == null ? null : origin.senderSealed());
        Object[] keys = origin == null ? new Object[0] : origin.senderKeys().toArray();
        statement.setArray(++at, statement.getConnection().createArrayOf("text", keys));
        return at;
    }

    /** The shortest of what we, the caller and the message say. */
    private Instant validUntil(CodeReceived code) {
        return Stream.of(code.receivedAt().plus(lifespan), code.expiresAt(), code.statedUntil())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
