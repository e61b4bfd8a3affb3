package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;

/**
 * Serialises everything that happens to one organisation's identifier. The lock has a statement of its own: later
 * statements take their snapshots while it is held, and so see everything that its last holder committed.
 */
public final class MatchKeyLock {
    /** Parameter: {@code :lock}, from {@link #number}. */
    static final String TAKE = "SELECT pg_advisory_xact_lock(:lock)";

    private static final Sql SQL = Sql.of(TAKE);

    private MatchKeyLock() {}

    /** Keeps other transactions away from this organisation's identifier until this one ends. */
    public static void take(Connection connection, String matchKey) throws SQLException {
        SQL.query(connection, parameters -> parameters.set("lock", number(matchKey)), _ -> true);
    }

    /** The first 64 bits of the match key. Two keys that share them only wait for each other. */
    static long number(String matchKey) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(matchKey)).getLong();
    }
}
