package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.credential.CredentialDatabase;
import io.quarkus.runtime.StartupEvent;
import java.security.GeneralSecurityException;
import java.time.Clock;

/** The keys of the shared database, under a master key that the tests of a JVM share. */
public final class TestKeys {
    static final MasterKey MASTER = master();

    private TestKeys() {}

    /** Of a replica of its own. */
    public static Vault vault() {
        return new Vault(new DataKeys(CredentialDatabase.shared().dataSource(), MASTER, Clock.systemUTC()));
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
            return new MasterKey(FreshKeyset.of(PredefinedAeadParameters.AES256_GCM)
                    .getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
