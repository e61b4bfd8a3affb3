package dev.postern.credential.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.SecretMembers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RevealedItemTest {
    private static final String CANARY = "JBSWY3DPEHPK3PXP";

    @Test
    void doesNotPrintTheSecretItAnswersWith() {
        // Given
        CredentialRow row = new CredentialRow();
        row.type = CredentialType.SECRET;
        byte[] secrets = ("{\"secret_value\":\"" + CANARY + "\"}").getBytes(StandardCharsets.UTF_8);
        // When
        RevealedItem item = RevealedItem.of(row, SecretMembers.ofBytes(secrets));
        // Then
        assertThat(item.toString()).doesNotContain(CANARY);
        assertThat(item.reveal().toString()).contains(CANARY);
    }
}
