package dev.postern.credential.store;

import dev.postern.credential.body.AuthenticatorKeyRefused;
import dev.postern.credential.body.BrowserSettings;
import dev.postern.credential.body.CredentialBody;
import dev.postern.credential.body.CredentialContent;
import dev.postern.credential.body.MetadataChange;
import dev.postern.credential.body.NewLogin;
import dev.postern.credential.body.SecretMembers;
import dev.postern.credential.body.TotpType;
import dev.postern.credential.folder.Folders;
import dev.postern.credential.published.EndsWithOrganization;
import dev.postern.credential.published.SealedOnTopic;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.CredentialChanged;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.JsonFields;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores, overwrites and deletes credentials. Each change appends its events in its own transaction. */
@ApplicationScoped
public class CredentialChanges implements EndsWithOrganization, SealedOnTopic {
    private static final int SEALED_AT_ONCE = 100;

    private final CredentialRows rows;
    private final Folders folders;
    private final Quota quota;
    private final SealedRow sealed;
    private final PayloadSealer sealer;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random;

    CredentialChanges(
            CredentialRows rows,
            Folders folders,
            Quota quota,
            SealedRow sealed,
            PayloadSealer sealer,
            Outbox outbox,
            Clock clock,
            SecureRandom random) {
        this.rows = rows;
        this.folders = folders;
        this.quota = quota;
        this.sealed = sealed;
        this.sealer = sealer;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What became of a login that may be there already.
     *
     * @param credentialId the one that was made, or the one that was there
     * @param isNew whether it was made
     */
    public record Kept(String credentialId, boolean isNew) {}

    /**
     * Stores a login unless the organisation has it: the one with its seed, or without a seed the one with its name, user name and
     * host. A password is never dropped for a seed's sake: with one, the other must have its user name and a password too.
     *
     * @throws Problem 429 when there is no room for it
     */
    @Transactional
    public Kept keep(Caller caller, CredentialBody body) {
        return twin(caller.organizationId(), body)
                .map(there -> new Kept(there, false))
                .orElseGet(() -> keepAlone(caller, body));
    }

    private Kept keepAlone(Caller caller, CredentialBody body) {
        // From here on nobody else makes a credential for the organisation.
        quota.oneMore(caller, Thing.CREDENTIALS);
        return twin(caller.organizationId(), body)
                .map(there -> new Kept(there, false))
                .orElseGet(() -> new Kept(made(caller, body, false).credentialId, true));
    }

    /** The credential that {@link #keep} would find; empty when it would make one. */
    @Transactional
    public Optional<String> twin(String organizationId, CredentialBody body) {
        SecretMembers secrets = body.content().secrets();
        byte[] fingerprint = sealed.fingerprint(secrets);
        String username = body.content() instanceof CredentialContent.Login login ? login.username() : "";
        String host = body.browser().values().testedHost();
        return (fingerprint == null
                        ? rows.named(organizationId, body.name(), username).stream()
                                .filter(row -> hasPassword(row)
                                        && Objects.equals(
                                                host,
                                                BrowserSettings.ofJson(row.browserSettings)
                                                        .testedHost()))
                        : rows.ofSeed(organizationId, fingerprint).stream()
                                .filter(row ->
                                        !secrets.hasPassword() || (username.equals(row.username) && hasPassword(row))))
                .map(row -> row.credentialId)
                .findFirst();
    }

    private boolean hasPassword(CredentialRow row) {
        return sealed.secrets(row.organizationId, row.credentialId, row.secrets).hasPassword();
    }

    /** @param revealable whether it came over the vault route, and so may be read back there */
    @Transactional
    CredentialRow create(Caller caller, CredentialBody body, boolean revealable) {
        quota.oneMore(caller, Thing.CREDENTIALS);
        return made(caller, body, revealable);
    }

    private CredentialRow made(Caller caller, CredentialBody body, boolean revealable) {
        CredentialRow row = new CredentialRow();
        row.credentialId = "cred_" + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = caller.organizationId();
        row.madeBy = caller.apiKeyId();
        row.createdAt = now();
        row.version = 1;
        row.revealable = revealable;
        put(row, body, body.content().secrets(), BrowserSettings.NONE);
        rows.persist(row);
        tell(row, caller.apiKeyId(), CredentialChanged.State.ACTIVE, "credential.created");
        return row;
    }

    /**
     * Overwrites the whole credential, except what the body leaves out and Skyvern keeps.
     *
     * @throws Problem 404 for an unknown or a foreign id, 409 for what a Skyvern server keeps here: it could read back what
     *     it never stored
     * @throws AuthenticatorKeyRefused after that, for a bad authenticator's key
     */
    @Transactional
    CredentialRow update(Caller caller, String credentialId, CredentialBody body) {
        CredentialRow row = lock(caller, credentialId);
        requireOurs(row);
        return overwrite(caller, row, body.withKeysUnderstood());
    }

    /**
     * Changes a login in what the body says.
     *
     * @param fields of the body, as {@link NewLogin#change} reads them
     * @throws Problem 404 for an unknown or a foreign id, 409 for what is no login or is kept here by a Skyvern server, 422 for wrong fields
     */
    @Transactional
    CredentialRow change(Caller caller, String credentialId, JsonFields fields) {
        CredentialRow row = lock(caller, credentialId);
        requireOurs(row);
        TotpType type = row.totpType;
        if (type == null) {
            throw Problem.of(ProblemType.CONFLICT, "The credential is no login.");
        }
        CredentialContent.Login before = sealed.secrets(row.organizationId, row.credentialId, row.secrets)
                .login(
                        Objects.requireNonNullElse(row.username, ""),
                        type,
                        sealed.identifier(row.organizationId, row.credentialId, row.totpIdentifier));
        return overwrite(caller, row, NewLogin.change(fields, row.name, before));
    }

    private CredentialRow overwrite(Caller caller, CredentialRow row, CredentialBody understood) {
        SecretMembers secrets = understood.content().secrets();
        if (understood.content().type() == row.type && !understood.absent().isEmpty()) {
            SecretMembers earlier = sealed.secrets(row.organizationId, row.credentialId, row.secrets);
            understood.absent().forEach(member -> secrets.carryOver(member, earlier));
        }
        row.version++;
        put(row, understood, secrets, BrowserSettings.ofJson(row.browserSettings));
        tell(row, caller.apiKeyId(), CredentialChanged.State.ACTIVE, "credential.updated");
        return row;
    }

    private static void requireOurs(CredentialRow row) {
        if (row.revealable) {
            throw Problem.of(
                    ProblemType.CONFLICT, "The credential is kept here by a Skyvern server. Please change it there.");
        }
    }

    /**
     * Changes the name and what browsers need. No reader of the topic knows of these, so only the audit trail does.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    CredentialRow describe(Caller caller, String credentialId, MetadataChange change) {
        CredentialRow row = lock(caller, credentialId);
        String name = change.name();
        row.name = name == null ? row.name : name;
        row.browserSettings = change.browser()
                .applyTo(BrowserSettings.ofJson(row.browserSettings))
                .toJson();
        row.modifiedAt = now();
        audit(row, caller.apiKeyId(), "credential.described");
        return row;
    }

    /**
     * Puts the credential into a folder, or out of its folder.
     *
     * @param folderId null or empty: out of its folder
     * @throws Problem 404 for an unknown or a foreign credential, 400 for such a folder
     */
    @Transactional
    CredentialRow file(Caller caller, String credentialId, @Nullable String folderId) {
        CredentialRow row = rows.lock(caller.organizationId(), credentialId)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Credential " + credentialId + " not found"));
        boolean into = folderId != null && !folderId.isEmpty();
        if (folderId != null && into && !folders.receive(caller.organizationId(), folderId)) {
            throw Problem.of(ProblemType.BAD_REQUEST, "Credential folder " + folderId + " not found");
        }
        row.folderId = into ? folderId : null;
        row.modifiedAt = now();
        audit(row, caller.apiKeyId(), "credential.filed");
        return row;
    }

    /**
     * Deletes the row with its secrets; only the event still shows that it existed.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    void delete(Caller caller, String credentialId) {
        remove(caller, lock(caller, credentialId));
    }

    /** Deletes what came over the vault route, if it is still there. */
    @Transactional
    void deleteItem(Caller caller, String itemId) {
        rows.lock(caller.organizationId(), itemId).filter(row -> row.revealable).ifPresent(row -> remove(caller, row));
    }

    /**
     * What came over the vault route, with its secrets, recorded as revealed.
     *
     * @return empty for an unknown or a foreign id, and for what came another way
     */
    @Transactional
    Optional<RevealedItem> reveal(Caller caller, String itemId) {
        return rows.own(caller.organizationId(), itemId)
                .filter(row -> row.revealable)
                .map(row -> {
                    audit(row, caller.apiKeyId(), "credential.revealed");
                    return RevealedItem.of(row, sealed.secrets(row.organizationId, row.credentialId, row.secrets));
                });
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public int endSome(String organizationId, String actor, int most) {
        List<CredentialRow> some = rows.lockSome(organizationId, most);
        some.forEach(row -> remove(actor, row));
        return some.size();
    }

    private void remove(Caller caller, CredentialRow row) {
        remove(caller.apiKeyId(), row);
    }

    private void remove(String actor, CredentialRow row) {
        row.version++;
        tell(row, actor, CredentialChanged.State.DELETED, "credential.deleted");
        rows.delete(row);
    }

    private CredentialRow lock(Caller caller, String credentialId) {
        return rows.lock(caller.organizationId(), credentialId)
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "Credential not found, credential_id=" + credentialId));
    }

    private void put(CredentialRow row, CredentialBody body, SecretMembers secrets, BrowserSettings earlier) {
        row.name = body.name();
        row.show(body.content());
        row.browserSettings = body.browser().applyTo(earlier).toJson();
        row.modifiedAt = now();
        sealed.putSecrets(row, secrets);
        sealed.putIdentifier(
                row, body.content() instanceof CredentialContent.Login login ? login.totpIdentifier() : null);
    }

    @Override
    public String sealedKind() {
        return "credential";
    }

    @Override
    @Transactional
    public long sealedRows() {
        return rows.count();
    }

    @Override
    @Transactional
    public @Nullable String sealAnewAfter(String id) {
        List<CredentialRow> next = rows.lockAfter(id, SEALED_AT_ONCE);
        for (CredentialRow row : next) {
            row.version++;
            publish(row, CredentialChanged.State.ACTIVE);
        }
        return next.isEmpty() ? null : next.getLast().credentialId;
    }

    private void tell(CredentialRow row, String actor, CredentialChanged.State state, String action) {
        publish(row, state);
        audit(row, actor, action);
    }

    private void publish(CredentialRow row, CredentialChanged.State state) {
        @Nullable String identifier = state == CredentialChanged.State.DELETED
                ? null
                : sealed.identifier(row.organizationId, row.credentialId, row.totpIdentifier);
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
                now()));
    }

    private void audit(CredentialRow row, String actor, String action) {
        outbox.append(AuditRecorded.of(row.organizationId, actor, action, row.credentialId, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
