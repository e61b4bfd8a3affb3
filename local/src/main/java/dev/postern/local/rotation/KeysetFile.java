package dev.postern.local.rotation;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file with a keyset. Each change leaves a copy of what stood there, and writes into the file that is there: a container to
 * which the file is mounted does not see another one in its place.
 */
final class KeysetFile {
    private final Path file;

    KeysetFile(Path file) {
        this.file = file;
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot make keys", e);
        }
    }

    /** Puts a new key behind the others and makes it the primary one, unless a new one was put there before. */
    void addPrimaryKey(AeadParameters kind) {
        KeysetHandle keys = read();
        if (keys.size() == 1) {
            change(keys, KeysetHandle.newBuilder(keys).addEntry(entry(kind).makePrimary()));
        }
    }

    /** Puts a new key behind the others, unless there is one that is not in use yet. The primary one stays what it is. */
    void addKey(Parameters kind) {
        KeysetHandle keys = read();
        if (keys.getAt(keys.size() - 1).isPrimary()) {
            change(keys, KeysetHandle.newBuilder(keys).addEntry(entry(kind)));
        }
    }

    private static KeysetHandle.Builder.Entry entry(Parameters kind) {
        return KeysetHandle.generateEntryFromParameters(kind).withRandomId();
    }

    /**
     * Makes a key of the file the primary one.
     *
     * @throws VerbFailed when the file does not have it: then the file is of another installation
     */
    void promote(long keyId) {
        KeysetHandle keys = read();
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        int place = 0;
        while (place < keys.size() && id(keys.getAt(place)) != keyId) {
            place++;
        }
        if (place == keys.size()) {
            throw new VerbFailed(file + " lacks the key that is to come into use. Nothing was changed.");
        }
        if (!keys.getAt(place).isPrimary()) {
            builder.getAt(place).makePrimary();
            change(keys, builder);
        }
    }

    private static long id(KeysetHandle.Entry key) {
        return Integer.toUnsignedLong(key.getId());
    }

    /**
     * Leaves one key alone.
     *
     * @throws VerbFailed when it is not the file's primary key: then the file is of another installation
     */
    void keepOnly(long keyId) {
        KeysetHandle keys = read();
        if (id(keys.getPrimary()) != keyId) {
            throw new VerbFailed(
                    "The primary key of " + file + " is not the one that came into use. Nothing was removed.");
        }
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        for (int place = keys.size() - 1; place >= 0; place--) {
            if (!keys.getAt(place).isPrimary()) {
                builder.deleteAt(place);
            }
        }
        if (builder.size() < keys.size()) {
            change(keys, builder);
        }
    }

    /** Where the copy is of a file whose primary key was this. */
    private Path copy(KeysetHandle keys) {
        return file.resolveSibling(file.getFileName() + ".before-"
                + Integer.toUnsignedString(keys.getPrimary().getId()) + "-" + keys.size());
    }

    private KeysetHandle read() {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (IOException e) {
            throw new VerbFailed("The keyset cannot be read from " + file + ".");
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without its cause, which may quote the file.
            throw new VerbFailed(file + " holds no keyset in Tink's JSON form.");
        }
    }

    private void change(KeysetHandle from, KeysetHandle.Builder to) {
        try {
            PrivateFiles.readOrCreate(copy(from), () -> json(from));
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            Set<PosixFilePermission> writable = EnumSet.copyOf(permissions);
            writable.add(PosixFilePermission.OWNER_WRITE);
            Files.setPosixFilePermissions(file, writable);
            Files.writeString(file, json(to.build()), StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(file, permissions);
        } catch (IOException e) {
            throw new VerbFailed(file + " cannot be written. A copy of what stood there is " + copy(from) + ".");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key could be made", e);
        }
    }

    private static String json(KeysetHandle keys) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A keyset can always be written", e);
        }
    }
}
