package dev.postern.credential.rotation;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;

/** What an operator does to a payload keyset. */
final class Keysets {

    private Keysets() {}

    /** The ids of its keys, the newest last. */
    static List<Long> ids(KeysetHandle keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(place -> Integer.toUnsignedLong(keys.getAt(place).getId()))
                .toList();
    }

    /** As its file has it. */
    static String json(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    /** With a new payload key behind the others, which stays unused. */
    static KeysetHandle withNewKey(KeysetHandle keys) throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keys)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE)
                        .withRandomId())
                .build();
    }

    static KeysetHandle promoted(KeysetHandle keys, long id) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        builder.getAt(place(keys, id)).makePrimary();
        return builder.build();
    }

    static KeysetHandle without(KeysetHandle keys, long id) throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keys).deleteAt(place(keys, id)).build();
    }

    private static int place(KeysetHandle keys, long id) {
        return ids(keys).indexOf(id);
    }
}
