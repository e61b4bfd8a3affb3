package dev.postern.credential.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecondFactorsTest {
    private final PlainStore store = new PlainStore();

    @Test
    void aCredentialExistsForItsOrganisationAlone() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        // Then
        assertThat(store.secondFactors().exists(organization, id)).isTrue();
        assertThat(store.secondFactors().exists(store.organization(), id)).isFalse();
        assertThat(store.secondFactors().exists(organization, "cred_9")).isFalse();
    }

    @Test
    void whetherACredentialExistsIsAskedWithoutDecryptingIt() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        store.database().transactions().run(connection -> {
            try (var update =
                    connection.prepareStatement("UPDATE credentials SET secrets = '' WHERE credential_id = ?")) {
                update.setString(1, id);
                return update.executeUpdate();
            }
        });
        // Then
        assertThat(store.secondFactors().exists(organization, id)).isTrue();
        assertThatThrownBy(() -> store.secondFactors().find(organization, id))
                .isInstanceOf(IllegalStateException.class);
    }
}
