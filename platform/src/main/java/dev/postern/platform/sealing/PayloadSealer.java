package dev.postern.platform.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Seals single fields of events and of the resolver's rows with AES-256-GCM under the payload keyset, which all three services
 * hold. A sealed field is bound to its place: moved to another event or field, it does not open.
 */
public final class PayloadSealer {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private volatile Aead aead;

    private PayloadSealer(Aead aead) {
        this.aead = aead;
    }

    /**
     * Seals and opens under a keyset of AES-256-GCM keys.
     *
     * @throws GeneralSecurityException when the keyset holds keys of another kind
     */
    public static PayloadSealer of(KeysetHandle keyset) throws GeneralSecurityException {
        return new PayloadSealer(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /**
     * Seals with the primary key of this keyset from now on, and opens with all of its keys.
     *
     * @throws GeneralSecurityException when the keyset holds keys of another kind; then nothing changes
     */
    void use(KeysetHandle keyset) throws GeneralSecurityException {
        aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** The plain text, sealed for exactly this place, as URL-safe Base64. */
    public String seal(String plain, SealedField place) {
        try {
            return ENCODER.encodeToString(aead.encrypt(plain.getBytes(StandardCharsets.UTF_8), place.associatedData()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    /**
     * The plain text of what was sealed for this place.
     *
     * @throws CannotOpen when it was sealed for another place or under a key that is gone, or was changed
     */
    public String open(String sealed, SealedField place) {
        try {
            return new String(aead.decrypt(DECODER.decode(sealed), place.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CannotOpen();
        }
    }

    /** A sealed field that does not open here. */
    public static final class CannotOpen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotOpen() {
            super("A sealed field could not be opened");
        }
    }
}
