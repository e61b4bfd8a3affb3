package dev.postern.credential.store;

import dev.postern.credential.body.SecretMembers;
import dev.postern.credential.body.Submission;
import dev.postern.credential.totp.AuthenticatorKey;
import dev.postern.credential.totp.CounterKey;
import dev.postern.credential.vault.SecretText;
import dev.postern.credential.vault.SeedFingerprints;
import dev.postern.credential.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

    void putSecrets(CredentialRow row, Submission submission) {
        row.secrets = vault.encrypt(submission.secrets().toBytes(), row.organizationId, row.credentialId, SECRETS);
        row.seedFingerprint = submission
                .authenticator()
                .map(key -> fingerprints.of(key.authenticator().seed().reveal()))
                .or(() -> submission.counterKey().map(this::counted))
                .orElse(null);
    }

    private byte[] counted(CounterKey key) {
        byte[] fingerprint = fingerprints.ofCounting(key.authenticator().seed().reveal());
        counters.start(fingerprint, key.counter());
        return fingerprint;
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

    /** The stored seed, whatever the credential says its second factor is; empty when there is none or a bad one. */
    Optional<AuthenticatorKey> authenticator(String organizationId, String credentialId, byte[] encrypted) {
        SecretText totp = secrets(organizationId, credentialId, encrypted).text("totp");
        return totp == null ? Optional.empty() : AuthenticatorKey.parse(totp.reveal());
    }

    /** The stored seed that counts; empty when there is none or a bad one. */
    Optional<CounterKey> counterKey(String organizationId, String credentialId, byte[] encrypted) {
        SecretText hotp = secrets(organizationId, credentialId, encrypted).text("hotp");
        return hotp == null ? Optional.empty() : CounterKey.parse(hotp.reveal());
    }

    @Nullable String identifier(String organizationId, String credentialId, byte @Nullable [] encrypted) {
        return encrypted == null
                ? null
                : new String(
                        vault.decrypt(encrypted, organizationId, credentialId, IDENTIFIER), StandardCharsets.UTF_8);
    }
}
