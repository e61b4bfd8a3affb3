package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Wraps keysets for storage. The purpose is bound in, so that one organisation's key does not open as another's. */
final class MasterKey {
    private static final Logger LOGGER = Logger.getLogger(MasterKey.class);

    private final Place place;

    MasterKey(Place place) {
        this.place = place;
    }

    /** Where the key lies. */
    sealed interface Place permits MasterKeyset, TransitAead {

        /** Opens what any of its keys wrapped. */
        Aead opening() throws GeneralSecurityException;

        /** Wraps with the key in use, which stays in use until the transaction of the connection ends. */
        Aead wrapping(Connection connection) throws SQLException, GeneralSecurityException;

        /** Whether it has other keys now than a moment ago. */
        boolean readAgain();
    }

    Place place() {
        return place;
    }

    /**
     * Wraps with the key in use, for the transaction of the connection. Fails with a {@link Problem} while the master key lies
     * elsewhere and is out of reach; so does {@link #unwrap}.
     */
    byte[] wrap(Connection connection, KeysetHandle keyset, String purpose) throws SQLException {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    keyset, place.wrapping(connection), bytes(purpose), RegistryConfiguration.get());
        } catch (TransitFailure e) {
            throw outOfReach(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Wrapping failed", e);
        }
    }

    /** Fails when the keyset was wrapped by another master key or for another purpose. */
    KeysetHandle unwrap(byte[] wrapped, String purpose) {
        try {
            return open(wrapped, purpose);
        } catch (TransitFailure e) {
            throw outOfReach(e);
        } catch (GeneralSecurityException e) {
            if (place.readAgain()) {
                return unwrap(wrapped, purpose);
            }
            throw new IllegalStateException("A stored key does not open with the master key of postern.master", e);
        }
    }

    private KeysetHandle open(byte[] wrapped, String purpose) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(
                wrapped, place.opening(), bytes(purpose), RegistryConfiguration.get());
    }

    private static Problem outOfReach(TransitFailure failure) {
        LOGGER.errorf("The master key is out of reach name=%s", failure.reason());
        return Problem.unavailable(Hindrance.KEY_AWAY, "The master key is out of reach");
    }

    private static byte[] bytes(String purpose) {
        return purpose.getBytes(StandardCharsets.UTF_8);
    }
}
