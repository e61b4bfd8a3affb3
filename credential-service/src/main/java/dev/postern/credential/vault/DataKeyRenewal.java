package dev.postern.credential.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.postern.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Replaces an organisation's data key in three steps: a new key comes before the old one, what is encrypted under the old one is
 * encrypted anew, and the old one is destroyed. Each method works in the transaction of the connection. An organisation that has
 * no key any more is passed over.
 */
@ApplicationScoped
public class DataKeyRenewal {
    // The first five bytes of a ciphertext: 1 and the key's id (Tink's wire format, "Output prefix").
    private static final byte TINK = 1;
    private static final int PREFIX_BYTES = 5;

    private static final Sql READ =
            Sql.of("SELECT wrapped_keyset FROM data_keys WHERE organization_id = :organization");
    private static final Sql LOCK = Sql.of(READ + " FOR NO KEY UPDATE");
    private static final Sql STORE =
            Sql.of("UPDATE data_keys SET wrapped_keyset = :wrapped WHERE organization_id = :organization");

    private final MasterKey masterKey;

    DataKeyRenewal(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /** Adds a key, under which everything is encrypted once the transaction ends. Waits for transactions that encrypt. */
    public void addKey(Connection connection, String organizationId) throws SQLException {
        Optional<KeysetHandle> keys = keys(connection, LOCK, organizationId);
        if (keys.isPresent()) {
            store(connection, organizationId, FreshKeyset.before(keys.get(), PredefinedAeadParameters.AES256_GCM));
        }
    }

    /** Encrypts anew under the newest key; empty for an organisation without keys. */
    public Optional<Reencryption> reencryption(Connection connection, String organizationId) throws SQLException {
        return keys(connection, READ, organizationId).map(keys -> reencryption(organizationId, keys));
    }

    /** Whether anything is left under an older key. */
    @FunctionalInterface
    public interface Leftovers {
        /** Looks at what is committed. */
        boolean exist(Reencryption newest) throws SQLException;
    }

    /**
     * Leaves the newest key alone, unless something is left under an older one. Waits for transactions that encrypt, before it
     * looks.
     *
     * @return false when something is left; then nothing was destroyed
     */
    public boolean destroyOldKeys(Connection connection, String organizationId, Leftovers leftovers)
            throws SQLException {
        Optional<KeysetHandle> keys = keys(connection, LOCK, organizationId);
        if (keys.isPresent()) {
            if (leftovers.exist(reencryption(organizationId, keys.get()))) {
                return false;
            }
            store(connection, organizationId, FreshKeyset.primaryAlone(keys.get()));
        }
        return true;
    }

    private static Reencryption reencryption(String organizationId, KeysetHandle keys) {
        byte[] prefix = ByteBuffer.allocate(PREFIX_BYTES)
                .put(TINK)
                .putInt(keys.getPrimary().getId())
                .array();
        return new Reencryption(organizationId, DataKeys.aead(keys), prefix);
    }

    private Optional<KeysetHandle> keys(Connection connection, Sql query, String organizationId) throws SQLException {
        return query.first(connection, at -> at.set("organization", organizationId), row -> row.getBytes(1))
                .map(wrapped -> masterKey.unwrap(wrapped, DataKeys.purpose(organizationId)));
    }

    private void store(Connection connection, String organizationId, KeysetHandle keys) throws SQLException {
        byte[] wrapped = masterKey.wrap(connection, keys, DataKeys.purpose(organizationId));
        STORE.update(connection, row -> row.set("organization", organizationId).set("wrapped", wrapped));
    }
}
