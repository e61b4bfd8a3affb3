package dev.postern.credential.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * The counters of seeds, by their keyed fingerprint. One seed has one counter, shared by all credentials that hold it. It
 * never goes back: a site refuses codes of counters before the last one it took.
 */
@ApplicationScoped
public class HotpCounters {
    private static final String START = """
            INSERT INTO hotp_counters (seed_fingerprint, next_counter) VALUES (?, ?)
            ON CONFLICT (seed_fingerprint) DO UPDATE
            SET next_counter = greatest(hotp_counters.next_counter, excluded.next_counter),
                moved_at = CASE WHEN excluded.next_counter > hotp_counters.next_counter THEN now()
                    ELSE hotp_counters.moved_at END""";

    private final DataSource dataSource;

    HotpCounters(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A counter as it is stored.
     *
     * @param next that of the next code
     * @param movedAt when it was last set, on the database's clock
     */
    public record Counter(long next, Instant movedAt) {}

    /** Raises the next code's counter to at least this, in the surrounding transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void start(byte[] fingerprint, long counter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement start = connection.prepareStatement(START)) {
            start.setBytes(1, fingerprint);
            start.setLong(2, counter);
            start.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The counter could not be stored", e);
        }
    }

    /** The counter, locked until the transaction ends. */
    public Counter lock(Connection connection, byte[] fingerprint) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT next_counter, moved_at FROM hotp_counters WHERE seed_fingerprint = ? FOR UPDATE")) {
            select.setBytes(1, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("The seed has no counter");
                }
                return new Counter(
                        rows.getLong(1), rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }

    /** Sets the next code's counter, after {@link #lock}. */
    public void advance(Connection connection, byte[] fingerprint, long next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE hotp_counters SET next_counter = ?, moved_at = now() WHERE seed_fingerprint = ?")) {
            update.setLong(1, next);
            update.setBytes(2, fingerprint);
            update.executeUpdate();
        }
    }
}
