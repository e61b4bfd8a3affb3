package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Wraps keysets for storage. The purpose is bound in, so that one organisation's key does not open as another's. */
final class MasterKey {
    private final Aead aead;

    MasterKey(Aead aead) {
        this.aead = aead;
    }

    byte[] wrap(KeysetHandle keyset, String purpose) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    keyset, aead, bytes(purpose), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Wrapping failed", e);
        }
    }

    /** Fails when the keyset was wrapped by another master key or for another purpose. */
    KeysetHandle unwrap(byte[] wrapped, String purpose) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                    wrapped, aead, bytes(purpose), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A stored key does not open with the master key in postern.master.key-file", e);
        }
    }

    private static byte[] bytes(String purpose) {
        return purpose.getBytes(StandardCharsets.UTF_8);
    }
}
