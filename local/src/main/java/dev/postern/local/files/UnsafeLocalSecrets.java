package dev.postern.local.files;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys of a local installation. Unsafe, and only for one person's machine: they lie unwrapped beside the data they
 * protect, guarded by the file system alone.
 *
 * @param payloadKeyset AEAD keyset that seals what travels on Kafka
 * @param indexKey PRF keyset for match keys
 * @param masterKey AEAD keyset that wraps the organisations' data keys
 * @param internalToken what the resolver shows credential-service
 * @param apiKey the first API key
 * @param operatorKey the operator's key
 */
public record UnsafeLocalSecrets(
        Path payloadKeyset, Path indexKey, Path masterKey, Path internalToken, Path apiKey, Path operatorKey) {
    private static final int RANDOM_BYTES = 32;

    /** The secrets in a data folder; those that are missing are made. */
    public static UnsafeLocalSecrets in(Path dataFolder) {
        Path keys = dataFolder.resolve("keys");
        PrivateFiles.createFolder(dataFolder);
        PrivateFiles.createFolder(keys);
        UnsafeLocalSecrets secrets = new UnsafeLocalSecrets(
                keys.resolve("payload-keyset.json"),
                keys.resolve("index-key.json"),
                keys.resolve("master-key.json"),
                keys.resolve("internal-token"),
                dataFolder.resolve("api-key"),
                keys.resolve("operator-key"));
        secrets.createMissing();
        return secrets;
    }

    private void createMissing() {
        SecureRandom random = new SecureRandom();
        PrivateFiles.readOrCreate(payloadKeyset, () -> keyset(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE));
        PrivateFiles.readOrCreate(indexKey, () -> keyset(PredefinedPrfParameters.HMAC_SHA256_PRF));
        PrivateFiles.readOrCreate(masterKey, () -> keyset(PredefinedAeadParameters.AES256_GCM));
        PrivateFiles.readOrCreate(internalToken, () -> randomText(random));
        PrivateFiles.readOrCreate(apiKey, () -> "pk_" + randomText(random));
        PrivateFiles.readOrCreate(operatorKey, () -> "pk_" + randomText(random));
    }

    public static String randomText(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String keyset(Parameters parameters) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            KeysetHandle handle = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                            .withRandomId()
                            .makePrimary())
                    .build();
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A keyset cannot be made", e);
        }
    }
}
