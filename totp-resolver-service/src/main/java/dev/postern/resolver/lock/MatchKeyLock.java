package dev.postern.resolver.lock;

import dev.postern.database.Sql;
import dev.postern.events.OtherHashes;
import dev.postern.resolver.rehash.Renaming;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serialises everything that happens to one organisation's identifier. The lock has a statement of its own: later
 * statements take their snapshots while it is held, and so see everything that its last holder committed.
 *
 * <p>While the index key is being replaced an identifier has several match keys. All of its rows have one of them at any time. Who
 * knows the identifier takes the locks of all, and gives its rows the match key that it writes. Who knows only the match key of a row
 * takes that one's lock, and then looks whether the row still has it.
 */
public final class MatchKeyLock {
    /** Parameter: {@code :lock}, from {@link #number}. */
    public static final String TAKE = "SELECT pg_advisory_xact_lock(:lock)";

    private static final Sql SQL = Sql.of(TAKE);

    /** In one order, so that two that take several do not wait for each other. */
    private static final Sql TAKE_ALL =
            Sql.of("SELECT pg_advisory_xact_lock(lock) FROM (SELECT unnest(:locks) AS lock ORDER BY 1) sorted");

    private static final Sql OF_REQUEST =
            Sql.of("SELECT match_key FROM code_requests WHERE code_request_id = :request");

    private MatchKeyLock() {}

    /** Keeps other transactions away from this organisation's identifier until this one ends. */
    public static void take(Connection connection, String matchKey) throws SQLException {
        SQL.query(connection, parameters -> parameters.set("lock", number(matchKey)), _ -> true);
    }

    /**
     * Keeps other transactions away from this organisation's identifier until this one ends. Rows that have hashes of other keys have
     * these from now on.
     *
     * @param hashes with the identifier's other match keys
     */
    public static void take(Connection connection, String organizationId, String matchKey, OtherHashes hashes)
            throws SQLException {
        if (hashes.isEmpty()) {
            take(connection, matchKey);
            return;
        }
        takeAll(
                connection,
                Stream.concat(Stream.of(matchKey), hashes.of(matchKey).stream()).toList());
        Renaming.rename(connection, organizationId, matchKey, hashes);
    }

    /** Takes a lock for each of the hashes, which may be those of anything. */
    public static void takeAll(Connection connection, List<String> hashes) throws SQLException {
        Object[] numbers = hashes.stream().map(MatchKeyLock::number).distinct().toArray();
        TAKE_ALL.query(connection, parameters -> parameters.set("locks", "bigint", numbers), _ -> true);
    }

    /**
     * Keeps other transactions away from a request's identifier until this one ends.
     *
     * @param lastKnown the match key that the request had a moment ago
     * @return the match key that it has while the lock is held; empty when the request is gone
     */
    public static Optional<String> takeOf(Connection connection, String requestId, String lastKnown)
            throws SQLException {
        String matchKey = lastKnown;
        while (true) {
            take(connection, matchKey);
            String now = of(connection, requestId);
            if (now == null || now.equals(matchKey)) {
                return Optional.ofNullable(now);
            }
            matchKey = now;
        }
    }

    private static @Nullable String of(Connection connection, String requestId) throws SQLException {
        return OF_REQUEST
                .first(
                        connection,
                        parameters -> parameters.set("request", requestId),
                        row -> Optional.ofNullable(row.getString(1)))
                .flatMap(key -> key)
                .orElse(null);
    }

    /** The first 64 bits of the match key. Two keys that share them only wait for each other. */
    public static long number(String matchKey) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(matchKey)).getLong();
    }
}
