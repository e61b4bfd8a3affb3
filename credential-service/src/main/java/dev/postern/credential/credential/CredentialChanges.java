package dev.postern.credential.credential;

import dev.postern.events.AuditRecorded;
import dev.postern.events.CredentialChanged;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.access.Caller;
import dev.postern.platform.outbox.Outbox;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores, overwrites and deletes credentials; each change tells of itself in the same transaction. */
@ApplicationScoped
class CredentialChanges {
    private final CredentialRows rows;
    private final SealedRow sealed;
    private final PayloadSealer sealer;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random;

    CredentialChanges(
            CredentialRows rows,
            SealedRow sealed,
            PayloadSealer sealer,
            Outbox outbox,
            Clock clock,
            SecureRandom random) {
        this.rows = rows;
        this.sealed = sealed;
        this.sealer = sealer;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    @Transactional
    CredentialRow create(Caller caller, Submission submission) {
        CredentialRow row = new CredentialRow();
        row.credentialId = "cred_" + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = caller.organizationId();
        row.createdAt = now();
        row.version = 1;
        put(row, submission, submission.secrets());
        rows.persist(row);
        tell(row, caller, CredentialChanged.State.ACTIVE, "credential.created");
        return row;
    }

    /**
     * Overwrites the whole credential, except what the body leaves out and Skyvern keeps.
     *
     * @throws Problem 404 for an unknown or a foreign id
     * @throws AuthenticatorKeyRefused after that, for a bad authenticator's key
     */
    @Transactional
    CredentialRow update(Caller caller, String credentialId, CredentialBody body) {
        CredentialRow row = lock(caller, credentialId);
        Submission submission = body.submission();
        SecretMembers secrets = submission.secrets();
        if (submission.type() == row.type && !submission.absent().isEmpty()) {
            SecretMembers earlier = sealed.secrets(row.organizationId, row.credentialId, row.secrets);
            submission.absent().forEach(member -> secrets.carryOver(member, earlier));
        }
        row.version++;
        put(row, submission, secrets);
        tell(row, caller, CredentialChanged.State.ACTIVE, "credential.updated");
        return row;
    }

    /**
     * Deletes the row with its secrets; only the event remembers that it was.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    void delete(Caller caller, String credentialId) {
        CredentialRow row = lock(caller, credentialId);
        row.version++;
        tell(row, caller, CredentialChanged.State.DELETED, "credential.deleted");
        rows.delete(row);
    }

    private CredentialRow lock(Caller caller, String credentialId) {
        return rows.lock(caller.organizationId(), credentialId)
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "Credential not found, credential_id=" + credentialId));
    }

    private void put(CredentialRow row, Submission submission, SecretMembers secrets) {
        row.name = submission.name();
        row.type = submission.type();
        row.username = submission.username();
        row.totpType = submission.totpType();
        row.cardLastFour = submission.cardLastFour();
        row.cardBrand = submission.cardBrand();
        row.secretLabel = submission.secretLabel();
        row.browserSettings = submission.browser().toJson();
        row.modifiedAt = now();
        sealed.putSecrets(row, secrets, submission.authenticator());
        sealed.putIdentifier(row, submission.totpIdentifier());
    }

    private void tell(CredentialRow row, Caller caller, CredentialChanged.State state, String action) {
        @Nullable String identifier = state == CredentialChanged.State.DELETED
                ? null
                : sealed.identifier(row.organizationId, row.credentialId, row.totpIdentifier);
        Instant now = now();
        TotpType totpType = row.totpType;
        outbox.append(new CredentialChanged(
                UUID.randomUUID().toString(),
                row.credentialId,
                row.organizationId,
                row.type.wireName(),
                totpType == null ? null : totpType.wireName(),
                identifier == null ? null : Identifier.of(identifier).masked(),
                identifier == null
                        ? null
                        : sealer.seal(identifier, new SealedField(row.organizationId, row.credentialId, "identifier")),
                state,
                row.version,
                now));
        outbox.append(new AuditRecorded(
                UUID.randomUUID().toString(),
                row.organizationId,
                caller.apiKeyId(),
                action,
                row.credentialId,
                null,
                now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
