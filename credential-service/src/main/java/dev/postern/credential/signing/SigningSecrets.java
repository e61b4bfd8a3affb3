package dev.postern.credential.signing;

import dev.postern.credential.vault.EncryptedTable;
import dev.postern.credential.vault.SecretText;
import dev.postern.credential.vault.Vault;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An organisation's signing secrets: at most two are valid, and the first is made when it is first needed. */
@ApplicationScoped
class SigningSecrets {
    // Standard Webhooks, "Signature scheme": 24 to 64 random bytes in Base64.
    static final String PREFIX = "whsec_";
    private static final int RANDOM_BYTES = 32;
    private static final String FIELD = "signing_secret";
    private static final String SELF = "credential-service";

    private final SigningSecretRows rows;
    private final Vault vault;
    private final Outbox outbox;
    private final SecureRandom random;
    private final Clock clock;

    SigningSecrets(SigningSecretRows rows, Vault vault, Outbox outbox, SecureRandom random, Clock clock) {
        this.rows = rows;
        this.vault = vault;
        this.outbox = outbox;
        this.random = random;
        this.clock = clock;
    }

    /** For those who encrypt the rows anew. */
    @Produces
    @Singleton
    EncryptedTable table() {
        return new EncryptedTable("signing_secrets", "signing_secret_id", Map.of("secret", FIELD));
    }

    /**
     * A secret.
     *
     * @param id {@code ss_…}
     * @param text what is signed with, in plain
     * @param createdAt when it was made
     * @param expiresAt null for the newest
     */
    record SigningSecret(
            String id,
            SecretText text,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    /** The valid ones, newest first; at least one, unless the organisation is unknown. */
    @Transactional
    List<SigningSecret> valid(String organizationId) {
        List<SigningSecretRow> valid = rows.valid(organizationId, now());
        if (valid.isEmpty() && rows.organizationExists(organizationId)) {
            makeFirst(organizationId);
            valid = rows.valid(organizationId, now());
        }
        return valid.stream().map(this::open).toList();
    }

    /**
     * Makes another secret.
     *
     * @param keepPrevious how long the one before stays valid; one that was before that ends at once
     */
    @Transactional
    SigningSecret rotate(String organizationId, String actor, Duration keepPrevious) {
        rows.lockOrganization(organizationId);
        Instant now = now();
        for (SigningSecretRow row : rows.all(organizationId)) {
            if (row.expiresAt == null) {
                row.expiresAt = now.plus(keepPrevious);
            } else {
                rows.delete(row);
            }
        }
        // Written before the next one is added: only one may be the newest at any time.
        rows.flush();
        SigningSecretRow next = new SigningSecretRow();
        next.signingSecretId = newId();
        next.organizationId = organizationId;
        next.secret = sealed(newText(), organizationId, next.signingSecretId);
        next.createdAt = now;
        rows.persistAndFlush(next);
        audit(organizationId, actor, "signing-secret.created", next.signingSecretId);
        return open(next);
    }

    /** One of the valid secrets in full. The transaction records the caller. */
    @Transactional
    Optional<SigningSecret> reveal(String organizationId, String actor, String signingSecretId) {
        Instant now = now();
        return rows.own(organizationId, signingSecretId)
                .filter(row -> row.isValidAt(now))
                .map(row -> {
                    audit(organizationId, actor, "signing-secret.revealed", signingSecretId);
                    return open(row);
                });
    }

    private void makeFirst(String organizationId) {
        String id = newId();
        if (rows.insertFirst(organizationId, id, sealed(newText(), organizationId, id), now())) {
            audit(organizationId, SELF, "signing-secret.created", id);
        }
    }

    private void audit(String organizationId, String actor, String action, String signingSecretId) {
        outbox.append(AuditRecorded.of(organizationId, actor, action, signingSecretId, now()));
    }

    private SigningSecret open(SigningSecretRow row) {
        byte[] text = vault.decrypt(row.secret, row.organizationId, row.signingSecretId, FIELD);
        return new SigningSecret(
                row.signingSecretId,
                new SecretText(new String(text, StandardCharsets.UTF_8)),
                row.createdAt,
                row.expiresAt);
    }

    private byte[] sealed(String text, String organizationId, String signingSecretId) {
        return vault.encrypt(text.getBytes(StandardCharsets.UTF_8), organizationId, signingSecretId, FIELD);
    }

    private String newId() {
        return "ss_" + random.nextLong(1, Long.MAX_VALUE);
    }

    private String newText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
