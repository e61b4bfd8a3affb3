package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Encrypts one field of one row under its organisation's data key (AES-256-GCM). The place is bound in: a ciphertext
 * copied to another row, field or organisation does not open.
 */
@ApplicationScoped
public class Vault {
    private final DataKeys dataKeys;

    Vault(DataKeys dataKeys) {
        this.dataKeys = dataKeys;
    }

    /** Makes the data key of an organisation in the surrounding transaction, unless it has one. */
    public void createKey(String organizationId) {
        dataKeys.create(organizationId);
    }

    /** Destroys the data key of an organisation in the surrounding transaction: what it encrypted opens nowhere any more. */
    public void destroyKey(String organizationId) {
        dataKeys.destroy(organizationId);
    }

    /** Forgets the data key of an organisation that was deleted. */
    public void forgetKey(String organizationId) {
        dataKeys.forget(organizationId);
    }

    /**
     * The ciphertext of a field, to be stored by the surrounding transaction: until that ends, the organisation's key cannot be
     * replaced. The organisation must have its data key.
     */
    public byte[] encrypt(byte[] plain, String organizationId, String rowId, String field) {
        try {
            return dataKeys.current(organizationId).encrypt(plain, place(organizationId, rowId, field));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encryption failed", e);
        }
    }

    /** The plain field. Fails on a ciphertext of another place, and on a changed one. */
    public byte[] decrypt(byte[] encrypted, String organizationId, String rowId, String field) {
        byte[] place = place(organizationId, rowId, field);
        Aead known = dataKeys.known(organizationId);
        try {
            return known.decrypt(encrypted, place);
        } catch (GeneralSecurityException e) {
            return decryptNewer(encrypted, organizationId, place, known);
        }
    }

    /** Another replica may have given the organisation a newer key. */
    private byte[] decryptNewer(byte[] encrypted, String organizationId, byte[] place, Aead known) {
        Aead newer = dataKeys.newer(organizationId, known);
        if (newer == null) {
            throw new IllegalStateException("A stored secret does not open");
        }
        try {
            return newer.decrypt(encrypted, place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored secret does not open", e);
        }
    }

    static byte[] place(String organizationId, String rowId, String field) {
        // None of the three can hold a line feed: ids are made here and fields are literals.
        return (organizationId + '\n' + rowId + '\n' + field).getBytes(StandardCharsets.UTF_8);
    }
}
