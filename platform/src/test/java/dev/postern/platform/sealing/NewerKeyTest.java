package dev.postern.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.postern.local.files.UnsafeLocalSecrets;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

/** A keyset that was made for AES-GCM gets a key with long nonces, and what the old key sealed stays readable. */
class NewerKeyTest {
    private static final SealedField FIELD = new SealedField("o_1", "totp_1", "code");

    @Test
    void whatTheOldKeySealedIsOpenedBesideTheNewOne() throws GeneralSecurityException {
        // Given
        KeysetHandle old = parsed(UnsafeLocalSecrets.keyset(PredefinedAeadParameters.AES256_GCM));
        KeysetHandle both = KeysetHandle.newBuilder(old)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE)
                        .withRandomId()
                        .makePrimary())
                .build();
        PayloadSealer before = PayloadSealer.of(old);
        PayloadSealer after = PayloadSealer.of(both);

        // Then
        assertThat(after.open(before.seal("482913", FIELD), FIELD)).isEqualTo("482913");
        assertThat(after.open(after.seal("551204", FIELD), FIELD)).isEqualTo("551204");
    }

    @Test
    void newKeysetsHaveNoncesOf192Bits() throws GeneralSecurityException {
        assertThat(parsed(Keysets.aead()).getPrimary().getKey().getParameters())
                .isEqualTo(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE);
    }

    private static KeysetHandle parsed(String json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }
}
