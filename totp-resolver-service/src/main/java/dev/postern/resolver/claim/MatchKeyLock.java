package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;

/**
 * Serialises everything that happens to one organisation's identifier. It is taken in a statement of its own: the statements
 * after it take their snapshots when the lock is held, and so see what its last holder committed.
 */
final class MatchKeyLock {
    /** Parameter: {@code :lock}, from {@link #number}. */
    static final String TAKE = "SELECT pg_advisory_xact_lock(:lock)";

    private static final Sql SQL = Sql.of(TAKE);

    private MatchKeyLock() {}

    /** Until the transaction ends, nothing else happens to this organisation's identifier. */
    static void take(Connection connection, String matchKey) throws SQLException {
        SQL.query(connection, parameters -> parameters.set("lock", number(matchKey)), _ -> true);
    }

    /** The first 64 bits of the match key. Two keys that share them only wait for each other. */
    static long number(String matchKey) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(matchKey)).getLong();
    }
}
