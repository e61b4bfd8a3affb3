package dev.postern.credential.vault;

import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import dev.postern.database.Transactions;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Replaces the master key. Each replica tells which keys its keyset has. A new key comes into use once every replica has it, then all
 * wrapped keys are wrapped anew. In Vault, a new version of the key is in use at once, since no replica holds any.
 */
@ApplicationScoped
public class MasterKeyRenewal {
    private static final Sql TELL = Sql.of("""
        UPDATE master_key_in_use SET key_id = :primary WHERE key_id IS NULL;
        DELETE FROM master_key_holders WHERE told_at < clock_timestamp() - interval '1 minute';
        INSERT INTO master_key_holders (replica, key_ids, told_at) VALUES (:replica, :ids, clock_timestamp())
        ON CONFLICT (replica) DO UPDATE SET key_ids = excluded.key_ids, told_at = excluded.told_at\
        """);
    private static final Sql LEAVE = Sql.of("DELETE FROM master_key_holders WHERE replica = :replica");
    private static final Sql IN_USE = Sql.of("SELECT key_id FROM master_key_in_use");
    private static final Sql LOCK = Sql.of("UPDATE master_key_in_use SET key_id = key_id");
    private static final Sql USE = Sql.of("UPDATE master_key_in_use SET key_id = :key");
    private static final String LIVE = """
        SELECT replica FROM master_key_holders
        WHERE told_at > clock_timestamp() - interval '1 minute' AND\
        """;
    private static final Sql WITHOUT = Sql.of(LIVE + " NOT (:key = ANY (key_ids)) ORDER BY replica");
    private static final Sql WITH_OTHERS = Sql.of(LIVE + " key_ids <> ARRAY[:key] ORDER BY replica");
    private static final Sql COUNT =
            Sql.of("SELECT (SELECT count(*) FROM installation_keys) + (SELECT count(*) FROM data_keys)");
    private static final Sql NEXT_INSTALLATION =
            Sql.of("SELECT name, wrapped_keyset FROM installation_keys WHERE name > :after ORDER BY name LIMIT 1");
    private static final Sql NEXT_DATA = Sql.of("""
        SELECT organization_id, wrapped_keyset FROM data_keys
        WHERE organization_id > :after ORDER BY organization_id LIMIT 1\
        """);
    private static final Sql STORE_INSTALLATION = Sql.of(
            "UPDATE installation_keys SET wrapped_keyset = :wrapped WHERE name = :id AND wrapped_keyset = :before");
    private static final Sql STORE_DATA = Sql.of("""
        UPDATE data_keys SET wrapped_keyset = :wrapped
        WHERE organization_id = :id AND wrapped_keyset = :before\
        """);

    private final MasterKey masterKey;
    private final Transactions transactions;

    MasterKeyRenewal(MasterKey masterKey, Transactions transactions) {
        this.masterKey = masterKey;
        this.transactions = transactions;
    }

    /** The keys that wrapped: of the installation, and of organisations. */
    public enum Wrapped {
        INSTALLATION_KEYS,
        DATA_KEYS
    }

    /** Reads this replica's keyset again and tells what is in it. What it told counts for a minute. */
    public void tell(String replica) {
        if (masterKey.place() instanceof MasterKeyset keyset) {
            keyset.readAgain();
            transactions.update(
                    TELL,
                    row -> row.set("primary", keyset.primaryId())
                            .set("replica", replica)
                            .set("ids", "bigint", keyset.ids().toArray()));
        }
    }

    /** This replica ends. */
    public void leave(String replica) {
        if (masterKey.place() instanceof MasterKeyset) {
            transactions.update(LEAVE, row -> row.set("replica", replica));
        }
    }

    /**
     * The id of the key that is to come into use; empty when Vault has made one and uses it already.
     *
     * @throws Problem 409 when the keyset proposes no other key than the one in use, 503 when Vault does not make a new one
     */
    public OptionalLong newKey(Connection connection) throws SQLException {
        return switch (masterKey.place()) {
            case TransitAead vault -> {
                LOCK.update(connection, Binding.NONE);
                try {
                    vault.rotate();
                } catch (TransitFailure e) {
                    throw Problem.unavailable(
                            Hindrance.KEY_AWAY,
                            "Vault made no new version of the key: "
                                    + e.reason().sentence());
                }
                yield OptionalLong.empty();
            }
            case MasterKeyset keyset -> {
                keyset.readAgain();
                long proposed = keyset.primaryId();
                Optional<Long> inUse = IN_USE.query(
                                connection, Binding.NONE, row -> Optional.ofNullable(row.getObject(1, Long.class)))
                        .getFirst();
                if (inUse.isEmpty() || inUse.get() == proposed) {
                    throw Problem.of(
                            ProblemType.CONFLICT,
                            "The master keyset has no new primary key. Add one and keep the present key in it.");
                }
                yield OptionalLong.of(proposed);
            }
        };
    }

    /** How many keys are wrapped. */
    public long count(Connection connection) throws SQLException {
        return COUNT.first(connection, Binding.NONE, row -> row.getLong(1)).orElse(0L);
    }

    /** The replicas that do not have the key yet. */
    public List<String> without(Connection connection, long key) throws SQLException {
        return WITHOUT.query(connection, query -> query.set("key", key), row -> row.getString(1));
    }

    /** The replicas that still have other keys. */
    public List<String> withOthers(Connection connection, long key) throws SQLException {
        return WITH_OTHERS.query(connection, query -> query.set("key", key), row -> row.getString(1));
    }

    /** Everything is wrapped with the key once the transaction ends. Waits for transactions that wrap. */
    public void use(Connection connection, long key) throws SQLException {
        USE.update(connection, row -> row.set("key", key));
    }

    /**
     * Wraps the key behind an id anew, without holding it meanwhile.
     *
     * @return its id; the given one when it was changed at this moment; empty when none is behind
     */
    public Optional<String> wrapAfter(String id, Wrapped keys, Connection connection) throws SQLException {
        boolean data = keys == Wrapped.DATA_KEYS;
        Optional<Row> found = (data ? NEXT_DATA : NEXT_INSTALLATION)
                .first(connection, query -> query.set("after", id), row -> new Row(row.getString(1), row.getBytes(2)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Row row = found.get();
        String purpose = data ? DataKeys.purpose(row.id()) : row.id();
        byte[] wrapped = masterKey.wrap(connection, masterKey.unwrap(row.wrapped(), purpose), purpose);
        int stored = (data ? STORE_DATA : STORE_INSTALLATION)
                .update(
                        connection,
                        values -> values.set("id", row.id())
                                .set("wrapped", wrapped)
                                .set("before", row.wrapped()));
        return Optional.of(stored > 0 ? row.id() : id);
    }

    /** A key as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    private record Row(String id, byte[] wrapped) {}
}
