package dev.postern.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class VaultTest {
    private final Vault vault;
    private final SeedFingerprints fingerprints;
    private final DataSource dataSource;
    private final MasterKey masterKey;

    VaultTest(Vault vault, SeedFingerprints fingerprints, DataSource dataSource, MasterKey masterKey) {
        this.vault = vault;
        this.fingerprints = fingerprints;
        this.dataSource = dataSource;
        this.masterKey = masterKey;
    }

    @Test
    void aCiphertextOpensInItsPlaceOnly() {
        // Given
        String organization = Installation.organization().id();
        String other = Installation.organization().id();
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
        SeedFingerprints replica = new SeedFingerprints(dataSource, masterKey, Clock.systemUTC());
        // When
        replica.onStart(new StartupEvent());
        // Then
        assertThat(replica.of(seed)).isEqualTo(fingerprints.of(seed)).hasSize(32);
        assertThat(replica.of(new byte[] {1, 2, 4})).isNotEqualTo(fingerprints.of(seed));
    }
}
