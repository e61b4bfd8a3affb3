package dev.postern.credential.store;

import dev.postern.credential.body.SecretMembers;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.credential.vault.SeedFingerprints;
import dev.postern.credential.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is encrypted in a row, and under which names: the one place that knows both. */
@ApplicationScoped
class SealedRow {
    private static final String SECRETS = "secrets";
    private static final String IDENTIFIER = "totp_identifier";

    private final Vault vault;
    private final SeedFingerprints fingerprints;
    private final HotpCounters counters;

    SealedRow(Vault vault, SeedFingerprints fingerprints, HotpCounters counters) {
        this.vault = vault;
        this.fingerprints = fingerprints;
        this.counters = counters;
    }

    /** For those who encrypt the rows anew. */
    @Produces
    @Singleton
    EncryptedTable table() {
        return new EncryptedTable(
                "credentials", "credential_id", Map.of("secrets", SECRETS, "totp_identifier", IDENTIFIER));
    }

    void putSecrets(CredentialRow row, SecretMembers secrets) {
        row.secrets = vault.encrypt(secrets.toBytes(), row.organizationId, row.credentialId, SECRETS);
        byte[] fingerprint = fingerprint(secrets);
        row.seedFingerprint = fingerprint;
        if (fingerprint != null && secrets.authenticatorKey().isEmpty()) {
            secrets.counterKey().ifPresent(key -> counters.start(fingerprint, key.counter()));
        }
    }

    /** That of the seed; null when there is no seed that can be used. */
    byte @Nullable [] fingerprint(SecretMembers secrets) {
        return secrets.authenticatorKey()
                .map(key -> fingerprints.of(key.authenticator().seed().reveal()))
                .or(() -> secrets.counterKey()
                        .map(key -> fingerprints.ofCounting(
                                key.authenticator().seed().reveal())))
                .orElse(null);
    }

    void putIdentifier(CredentialRow row, @Nullable String identifier) {
        row.totpIdentifier = identifier == null
                ? null
                : vault.encrypt(
                        identifier.getBytes(StandardCharsets.UTF_8), row.organizationId, row.credentialId, IDENTIFIER);
    }

    SecretMembers secrets(String organizationId, String credentialId, byte[] encrypted) {
        return SecretMembers.ofBytes(vault.decrypt(encrypted, organizationId, credentialId, SECRETS));
    }

    @Nullable String identifier(String organizationId, String credentialId, byte @Nullable [] encrypted) {
        return encrypted == null
                ? null
                : new String(
                        vault.decrypt(encrypted, organizationId, credentialId, IDENTIFIER), StandardCharsets.UTF_8);
    }
}
