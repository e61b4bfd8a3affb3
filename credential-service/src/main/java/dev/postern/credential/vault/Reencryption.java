package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Encrypts an organisation's ciphertexts anew under its newest data key. */
public final class Reencryption {
    private final String organizationId;
    private final Aead keys;
    private final byte[] prefix;

    Reencryption(String organizationId, Aead keys, byte[] prefix) {
        this.organizationId = organizationId;
        this.keys = keys;
        this.prefix = prefix;
    }

    /** The bytes with which ciphertexts under the newest key, and no others, begin. */
    public byte[] prefix() {
        return prefix.clone();
    }

    /** The ciphertext of a field under the newest key: the given one if it is under that key already. */
    public byte[] anew(byte[] encrypted, String rowId, String field) {
        if (Arrays.equals(prefix, 0, prefix.length, encrypted, 0, Math.min(prefix.length, encrypted.length))) {
            return encrypted;
        }
        byte[] place = Vault.place(organizationId, rowId, field);
        try {
            return keys.encrypt(keys.decrypt(encrypted, place), place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored secret does not open", e);
        }
    }
}
