package dev.postern.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.credential.CredentialDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VaultTest {
    private final Vault vault = TestKeys.vault();

    @Test
    void aCiphertextOpensInItsPlaceOnly() {
        // Given
        String organization = organization();
        String other = organization();
        byte[] plain = "secret".getBytes(StandardCharsets.UTF_8);
        // When
        byte[] encrypted = vault.encrypt(plain, organization, "cred_1", "secrets");
        // Then
        assertThat(vault.decrypt(encrypted, organization, "cred_1", "secrets")).isEqualTo(plain);
        assertThatThrownBy(() -> vault.decrypt(encrypted, organization, "cred_2", "secrets"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.decrypt(encrypted, organization, "cred_1", "totp_identifier"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.decrypt(encrypted, other, "cred_1", "secrets"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoReplicasFingerprintAlike() {
        // Given
        byte[] seed = {1, 2, 3};
        SeedFingerprints fingerprints = TestKeys.fingerprints();
        // When
        SeedFingerprints replica = TestKeys.fingerprints();
        // Then
        assertThat(replica.of(seed)).isEqualTo(fingerprints.of(seed)).hasSize(32);
        assertThat(replica.of(new byte[] {1, 2, 4})).isNotEqualTo(fingerprints.of(seed));
    }

    private String organization() {
        String id = CredentialDatabase.shared().organization();
        vault.createKey(id);
        return id;
    }
}
