package dev.postern.credential.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.database.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** A file with the master keyset, as an operator changes it, and replicas that read it. */
public final class MasterKeysetFile {
    private final Path file;
    private KeysetHandle keys;

    public MasterKeysetFile(Path file) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
        this.file = file;
        write(FreshKeyset.of(PredefinedAeadParameters.AES256_GCM));
    }

    /** A new primary key before the others. */
    public void addKey() throws IOException, GeneralSecurityException {
        write(FreshKeyset.before(keys, PredefinedAeadParameters.AES256_GCM));
    }

    /** The primary key stays alone. */
    public void removeOldKeys() throws IOException, GeneralSecurityException {
        write(FreshKeyset.primaryAlone(keys));
    }

    /** The file as it is now, in another place, as another replica may have it for a while. */
    public MasterKeysetFile copy(Path to) throws IOException, GeneralSecurityException {
        MasterKeysetFile copy = new MasterKeysetFile(to);
        copy.write(keys);
        return copy;
    }

    /** What a replica has that reads the file. */
    public MasterKeyRenewal renewal(Transactions transactions) {
        return new MasterKeyRenewal(master(), transactions);
    }

    /** Of a replica that reads the file. */
    public Vault vault(DataSource connections) {
        return new Vault(new DataKeys(connections, master(), Clock.systemUTC()));
    }

    private MasterKey master() {
        return new MasterKeyProducer(MasterKeyPlace.file(Optional.of(file))).masterKey();
    }

    private void write(KeysetHandle next) throws IOException, GeneralSecurityException {
        keys = next;
        Files.writeString(
                file,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        next, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }
}
