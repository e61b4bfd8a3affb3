package dev.postern.resolver.claim;

import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
     * @return the requests that have their code now; they are to be woken
     * @throws StoreUnavailable when nothing was stored
     */
    public List<CodeRequest> arrive(CodeReceived code) {
        return transactions.run(connection -> {
            Transactions.lock(connection, code.matchKey());
            insert(connection, code);
            List<CodeRequest> delivered = offer(connection, code.totpCodeId(), WokenBy.EVENT);
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered;
        });
    }

    /** Offers a stored code that nobody has; the caller holds the lock of its match key. */
    static List<CodeRequest> offer(Connection connection, String totpCodeId, WokenBy wokenBy) throws SQLException {
        List<CodeRequest> delivered = new ArrayList<>();
        try (PreparedStatement offer = connection.prepareStatement(ClaimSql.OFFER_CODE)) {
            offer.setString(1, totpCodeId);
            offer.setString(2, wokenBy.wireName());
            try (ResultSet rows = offer.executeQuery()) {
                while (rows.next()) {
                    delivered.add(RequestRow.read(rows));
                }
            }
        }
        return delivered;
    }

    private void insert(Connection connection, CodeReceived code) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ClaimSql.INSERT_CODE)) {
            int at = 0;
            insert.setString(++at, code.organizationId());
            insert.setString(++at, code.otpType().wireName());
            insert.setString(++at, code.source());
            insert.setString(++at, code.run().taskId());
            insert.setString(++at, code.run().workflowId());
            insert.setString(++at, code.run().workflowRunId());
            insert.setObject(++at, utc(code.expiresAt()));
            insert.setObject(++at, utc(validUntil(code)));
            insert.setString(++at, code.codeSealed());
            insert.setString(++at, code.linkSealed());
            insert.setString(++at, code.identifierSealed());
            insert.setString(++at, code.contentSealed());
            insert.setBoolean(++at, code.contentTruncated());
            insert.setString(++at, code.evidence().rule());
            insert.setDouble(++at, code.evidence().confidence());
            insert.setString(++at, code.totpCodeId());
            insert.setString(++at, code.matchKey());
            insert.setObject(++at, utc(code.receivedAt()));
            insert.setString(++at, code.repeatKey());
            insert.executeUpdate();
        }
    }

    private Instant validUntil(CodeReceived code) {
        Instant byLifespan = code.receivedAt().plus(lifespan);
        Instant byCaller = code.expiresAt();
        return byCaller != null && byCaller.isBefore(byLifespan) ? byCaller : byLifespan;
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
