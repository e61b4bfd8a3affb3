package dev.postern.credential.published;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.credential.vault.SecretText;
import dev.postern.credential.vault.Vault;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts single fields of published settings: in the row under the organisation's key, on the topic under the payload key.
 * Either form opens for its own row and field alone. A null stays null.
 */
@ApplicationScoped
public class SettingsSealer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Vault vault;
    private final PayloadSealer sealer;

    SettingsSealer(Vault vault, PayloadSealer sealer) {
        this.vault = vault;
        this.sealer = sealer;
    }

    /** For the row. */
    public byte @Nullable [] encrypt(PublishedRow row, String field, @Nullable String plain) {
        return plain == null ? null : encrypted(row, field, plain);
    }

    /** From the row. */
    public @Nullable String decrypt(PublishedRow row, String field, byte @Nullable [] encrypted) {
        return encrypted == null ? null : decrypted(row, field, encrypted);
    }

    /** For the topic. */
    public @Nullable String seal(PublishedRow row, String field, @Nullable String plain) {
        return plain == null ? null : sealer.seal(plain, new SealedField(row.organizationId, row.id, field));
    }

    /** For the row, as one field. */
    public byte[] encrypt(PublishedRow row, String field, List<SecretText> secrets) {
        return encrypted(row, field, toJson(secrets));
    }

    /** From the row. */
    public List<SecretText> decryptSecrets(PublishedRow row, String field, byte[] encrypted) {
        try {
            return JSON.readValue(decrypted(row, field, encrypted), new TypeReference<List<String>>() {}).stream()
                    .map(SecretText::new)
                    .toList();
        } catch (JsonProcessingException e) {
            // Without its cause, which quotes what it read.
            throw new IllegalStateException("The secrets of stored settings cannot be read");
        }
    }

    /** For the topic, as the field {@code secrets}; null for an empty list. */
    public @Nullable String seal(PublishedRow row, List<SecretText> secrets) {
        return secrets.isEmpty() ? null : seal(row, "secrets", toJson(secrets));
    }

    private byte[] encrypted(PublishedRow row, String field, String plain) {
        return vault.encrypt(plain.getBytes(StandardCharsets.UTF_8), row.organizationId, row.id, field);
    }

    private String decrypted(PublishedRow row, String field, byte[] encrypted) {
        return new String(vault.decrypt(encrypted, row.organizationId, row.id, field), StandardCharsets.UTF_8);
    }

    private static String toJson(List<SecretText> secrets) {
        try {
            return JSON.writeValueAsString(
                    secrets.stream().map(SecretText::reveal).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of texts can always be written");
        }
    }
}
