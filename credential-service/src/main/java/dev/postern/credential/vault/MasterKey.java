package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;

/** Wraps keysets for storage. The purpose is bound in, so that one organisation's key does not open as another's. */
final class MasterKey {
    private static final Logger LOGGER = Logger.getLogger(MasterKey.class);

    private final Aead aead;

    MasterKey(Aead aead) {
        this.aead = aead;
    }

    /** Fails with a {@link Problem} while the master key lies elsewhere and is out of reach; so does {@link #unwrap}. */
    byte[] wrap(KeysetHandle keyset, String purpose) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    keyset, aead, bytes(purpose), RegistryConfiguration.get());
        } catch (TransitFailure e) {
            throw outOfReach(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Wrapping failed", e);
        }
    }

    /** Fails when the keyset was wrapped by another master key or for another purpose. */
    KeysetHandle unwrap(byte[] wrapped, String purpose) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                    wrapped, aead, bytes(purpose), RegistryConfiguration.get());
        } catch (TransitFailure e) {
            throw outOfReach(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored key does not open with the master key of postern.master", e);
        }
    }

    private static Problem outOfReach(TransitFailure failure) {
        LOGGER.errorf("The master key is out of reach name=%s", failure.reason());
        return Problem.unavailable("The master key is out of reach");
    }

    private static byte[] bytes(String purpose) {
        return purpose.getBytes(StandardCharsets.UTF_8);
    }
}
