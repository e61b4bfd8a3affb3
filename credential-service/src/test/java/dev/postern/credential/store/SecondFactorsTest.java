package dev.postern.credential.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.credential.store.SecondFactors.SecondFactor;
import java.util.List;
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

    @Test
    void aSeedMakesCodesUnlessItsLoginSaysThatThereIsNoSecondFactor() {
        // Given
        String organization = store.organization();
        // Then
        for (String type : List.of("authenticator", "email", "text", "passkey")) {
            assertThat(factor(organization, "\"totp_type\":\"" + type + "\","))
                    .as(type)
                    .isInstanceOf(SecondFactor.Computed.class);
        }
        assertThat(factor(organization, "\"totp_type\":\"none\",")).isInstanceOf(SecondFactor.None.class);
        assertThat(factor(organization, "")).isInstanceOf(SecondFactor.None.class);
        assertThat(factor(organization, "\"totp_identifier\":\"a@example.com\","))
                .isInstanceOf(SecondFactor.Received.class);
    }

    private SecondFactor factor(String organization, String members) {
        String id = store.store(organization, """
                {"name":"n","credential_type":"password","credential":
                {"username":"u","password":"p",%s"totp":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}}""".formatted(members));
        return store.secondFactors().find(organization, id).orElseThrow();
    }
}
