package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One data key per organisation. Unwrapped keys stay in memory; seeds and passwords never do. */
@ApplicationScoped
class DataKeys {
    private static final String INSERT = """
            INSERT INTO data_keys (organization_id, wrapped_keyset, created_at) VALUES (?, ?, ?)
            ON CONFLICT (organization_id) DO NOTHING""";
    private static final String SELECT = "SELECT wrapped_keyset FROM data_keys WHERE organization_id = ?";

    private static final String DELETE = "DELETE FROM data_keys WHERE organization_id = ?";

    private final DataSource dataSource;
    private final MasterKey masterKey;
    private final Clock clock;
    private final Map<String, Unwrapped> unwrapped = new ConcurrentHashMap<>();
    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

    /** What a row of the table holds, and the keys in it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
    private record Unwrapped(byte[] row, Aead aead) {}

    DataKeys(DataSource dataSource, MasterKey masterKey, Clock clock) {
        this.dataSource = dataSource;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /** Makes the organisation's key unless it has one. Not remembered here: the transaction may yet be undone. */
    void create(String organizationId) {
        KeysetHandle fresh = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, organizationId);
            insert.setBytes(2, masterKey.wrap(connection, fresh, purpose(organizationId)));
            insert.setObject(3, OffsetDateTime.now(clock));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The data key could not be stored", e);
        }
    }

    /** For opening: the keys as this replica last read them. */
    Aead known(String organizationId) {
        Unwrapped known = unwrapped.get(organizationId);
        return known == null
                ? unwrap(organizationId, read(organizationId, SELECT)).aead()
                : known.aead();
    }

    /**
     * For opening what does not open with keys that were known: the keys of the table. Null when those are the tried ones.
     *
     * @param tried what {@link #known} gave
     */
    @Nullable @SuppressWarnings("ReferenceEquality") // Another thread may have read newer keys in the meantime.
    Aead newer(String organizationId, Aead tried) {
        Aead now = inTable(organizationId, SELECT);
        return now == tried ? null : now;
    }

    /**
     * For encrypting: the keys of the table. They cannot change before the surrounding transaction ends, so that no row comes
     * under an older key once a newer one was put before it.
     */
    Aead current(String organizationId) {
        return inTable(organizationId, SELECT + " FOR SHARE");
    }

    private Aead inTable(String organizationId, String query) {
        byte[] row = read(organizationId, query);
        Unwrapped known = unwrapped.get(organizationId);
        return known != null && Arrays.equals(row, known.row())
                ? known.aead()
                : unwrap(organizationId, row).aead();
    }

    private Unwrapped unwrap(String organizationId, byte[] row) {
        Unwrapped read = new Unwrapped(row, aead(masterKey.unwrap(row, purpose(organizationId))));
        unwrapped.put(organizationId, read);
        if (destroyed.contains(organizationId)) {
            unwrapped.remove(organizationId);
        }
        return read;
    }

    /** Deletes the organisation's key for good, in the surrounding transaction. */
    void destroy(String organizationId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, organizationId);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The data key could not be deleted", e);
        }
    }

    /** Leaves the key of an organisation that was deleted out of the memory, now and later. */
    void forget(String organizationId) {
        destroyed.add(organizationId);
        unwrapped.remove(organizationId);
    }

    private byte[] read(String organizationId, String query) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, organizationId);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("The organisation has no data key");
                }
                return rows.getBytes(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The data key could not be read", e);
        }
    }

    static Aead aead(KeysetHandle keyset) {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The data key is of another kind", e);
        }
    }

    static String purpose(String organizationId) {
        return "data key of " + organizationId;
    }
}
