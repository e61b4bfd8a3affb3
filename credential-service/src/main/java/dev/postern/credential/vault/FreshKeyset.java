package dev.postern.credential.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import java.security.GeneralSecurityException;

/** New keys. */
final class FreshKeyset {

    private FreshKeyset() {}

    /** A keyset with one new key of this kind. */
    static KeysetHandle of(Parameters parameters) {
        return withNew(KeysetHandle.newBuilder(), parameters);
    }

    /** The keys of a keyset behind a new primary one. */
    static KeysetHandle before(KeysetHandle keys, Parameters parameters) {
        return withNew(KeysetHandle.newBuilder(keys), parameters);
    }

    /** The primary key of a keyset without the others. */
    static KeysetHandle primaryAlone(KeysetHandle keys) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        for (int place = keys.size() - 1; place >= 0; place--) {
            if (!keys.getAt(place).isPrimary()) {
                builder.deleteAt(place);
            }
        }
        return built(builder);
    }

    private static KeysetHandle withNew(KeysetHandle.Builder builder, Parameters parameters) {
        return built(builder.addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                .withRandomId()
                .makePrimary()));
    }

    private static KeysetHandle built(KeysetHandle.Builder builder) {
        try {
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key could be made", e);
        }
    }
}
