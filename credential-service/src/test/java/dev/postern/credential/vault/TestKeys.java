package dev.postern.credential.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.credential.CredentialDatabase;
import dev.postern.database.Transactions;
import io.quarkus.runtime.StartupEvent;
import java.security.GeneralSecurityException;
import java.time.Clock;
import javax.sql.DataSource;

/** The keys of the shared database, under a master key that the tests of a JVM share. */
public final class TestKeys {
    static final MasterKey MASTER = master();

    private TestKeys() {}

    /** Of a replica of its own. */
    public static Vault vault() {
        return new Vault(new DataKeys(CredentialDatabase.shared().dataSource(), MASTER, Clock.systemUTC()));
    }

    /** Of a replica of its own, on those connections. */
    public static Vault vault(DataSource connections) {
        return new Vault(new DataKeys(connections, MASTER, Clock.systemUTC()));
    }

    /** Wraps outside of a transaction. */
    static byte[] wrap(MasterKey master, KeysetHandle keys, String purpose) {
        return CredentialDatabase.shared().transactions().single(connection -> master.wrap(connection, keys, purpose));
    }

    public static DataKeyRenewal renewal() {
        return new DataKeyRenewal(MASTER);
    }

    public static MasterKeyRenewal masterRenewal(Transactions transactions) {
        return new MasterKeyRenewal(MASTER, transactions);
    }

    /** The keys in a row of the table of data keys. */
    public static KeysetHandle dataKeys(String organizationId, byte[] wrapped) {
        return MASTER.unwrap(wrapped, DataKeys.purpose(organizationId));
    }

    /** Of a replica of its own. */
    public static SeedFingerprints fingerprints() {
        SeedFingerprints fingerprints =
                new SeedFingerprints(CredentialDatabase.shared().dataSource(), MASTER, Clock.systemUTC());
        fingerprints.onStart(new StartupEvent());
        return fingerprints;
    }

    private static MasterKey master() {
        try {
            AeadConfig.register();
            PrfConfig.register();
            KeysetHandle keys = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM);
            return new MasterKey(new MasterKeyset(() -> keys));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
