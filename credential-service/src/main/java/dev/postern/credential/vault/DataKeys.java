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

    private static final String DELETE = "DELETE FROM data_keys WHERE organization_id = ?";

    private final DataSource dataSource;
    private final MasterKey masterKey;
    private final Clock clock;
    private final Map<String, Aead> unwrapped = new ConcurrentHashMap<>();
    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

    DataKeys(DataSource dataSource, MasterKey masterKey, Clock clock) {
        this.dataSource = dataSource;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /** Makes the organisation's key unless it has one. Not remembered here: the transaction may yet be undone. */
    void create(String organizationId) {
        byte[] wrapped = masterKey.wrap(FreshKeyset.of(PredefinedAeadParameters.AES256_GCM), purpose(organizationId));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, organizationId);
            insert.setBytes(2, wrapped);
            insert.setObject(3, OffsetDateTime.now(clock));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The data key could not be stored", e);
        }
    }

    Aead of(String organizationId) {
        Aead known = unwrapped.get(organizationId);
        if (known != null) {
            return known;
        }
        byte[] wrapped = wrapped(organizationId);
        if (wrapped == null) {
            throw new IllegalStateException("The organisation has no data key");
        }
        Aead read = aead(masterKey.unwrap(wrapped, purpose(organizationId)));
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

    private byte @Nullable [] wrapped(String organizationId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT wrapped_keyset FROM data_keys WHERE organization_id = ?")) {
            select.setString(1, organizationId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The data key could not be read", e);
        }
    }

    private static Aead aead(KeysetHandle keyset) {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The data key is of another kind", e);
        }
    }

    private static String purpose(String organizationId) {
        return "data key of " + organizationId;
    }
}
