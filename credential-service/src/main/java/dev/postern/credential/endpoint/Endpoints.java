package dev.postern.credential.endpoint;

import dev.postern.credential.store.SecondFactors;
import dev.postern.credential.vault.SecretText;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.ChannelChanged;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The endpoints of organisations; each change tells of itself in the same transaction. */
@ApplicationScoped
class Endpoints {
    private final EndpointRows rows;
    private final SealedEndpoint sealed;
    private final SecondFactors credentials;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random;

    Endpoints(
            EndpointRows rows,
            SealedEndpoint sealed,
            SecondFactors credentials,
            Outbox outbox,
            Clock clock,
            SecureRandom random) {
        this.rows = rows;
        this.sealed = sealed;
        this.credentials = credentials;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A change that was committed.
     *
     * @param endpoint as it is now, or was last
     * @param event what has to be published before it is so everywhere
     */
    record Changed(EndpointView endpoint, ChannelChanged event) {}

    @Transactional
    List<EndpointView> newestFirst(Caller caller) {
        return rows.newestFirst(caller.organizationId()).stream()
                .map(row -> sealed.view(row, now()))
                .toList();
    }

    /**
     * One endpoint.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    EndpointView get(Caller caller, String endpointId) {
        return rows.own(caller.organizationId(), endpointId)
                .map(row -> sealed.view(row, now()))
                .orElseThrow(Endpoints::unknown);
    }

    /**
     * Makes an endpoint.
     *
     * @throws Problem 422 naming every field that is wrong
     */
    @Transactional
    Changed create(Caller caller, JsonFields fields) {
        EndpointSettings settings = EndpointFields.create(fields, id -> isKnown(caller, id));
        EndpointRow row = new EndpointRow();
        row.endpointId = "te_" + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = caller.organizationId();
        row.version = 1;
        row.createdAt = now();
        row.modifiedAt = row.createdAt;
        sealed.put(row, settings);
        rows.persist(row);
        return tell(row, caller, ChannelChanged.State.ACTIVE, "totp-url-endpoint.created");
    }

    /** Undoes {@link #create} for an endpoint whose caller is told that there is none. */
    @Transactional
    void withdraw(Caller caller, Changed created) {
        rows.lock(caller.organizationId(), created.endpoint().endpointId()).ifPresent(row -> delete(row, caller));
    }

    /**
     * Changes the settings.
     *
     * @throws Problem 404 for an unknown or a foreign id, 422 naming every field that is wrong
     */
    @Transactional
    Changed change(Caller caller, String endpointId, JsonFields fields) {
        EndpointRow row = lock(caller, endpointId);
        EndpointSettings before = sealed.settings(row, now());
        sealed.put(row, EndpointFields.change(fields, before, id -> isKnown(caller, id)));
        return touch(row, caller, "totp-url-endpoint.updated");
    }

    /**
     * Puts another key into the first place. The present one goes on for a while; one before it ends at once.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    Changed rotate(Caller caller, String endpointId, SecretText next, Duration keepPrevious) {
        EndpointRow row = lock(caller, endpointId);
        Instant now = now();
        EndpointSettings before = sealed.settings(row, now);
        Instant validUntil = keepPrevious.isPositive() ? now.plus(keepPrevious) : null;
        sealed.put(row, before.withKeys(before.signingKeys().replacedBy(next, validUntil)));
        return touch(row, caller, "totp-url-endpoint.signing-key-rotated");
    }

    /**
     * Deletes the row with its keys; only the event remembers that it was.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    Changed delete(Caller caller, String endpointId) {
        return delete(lock(caller, endpointId), caller);
    }

    private Changed delete(EndpointRow row, Caller caller) {
        row.version++;
        Changed deleted = tell(row, caller, ChannelChanged.State.DELETED, "totp-url-endpoint.deleted");
        rows.delete(row);
        return deleted;
    }

    private Changed touch(EndpointRow row, Caller caller, String action) {
        row.version++;
        row.modifiedAt = now();
        return tell(row, caller, ChannelChanged.State.ACTIVE, action);
    }

    private Changed tell(EndpointRow row, Caller caller, ChannelChanged.State state, String action) {
        Instant now = now();
        ChannelChanged event = sealed.changed(row, state, now);
        outbox.append(event);
        outbox.append(new AuditRecorded(
                UUID.randomUUID().toString(),
                row.organizationId,
                caller.apiKeyId(),
                action,
                row.endpointId,
                null,
                now));
        return new Changed(sealed.view(row, now), event);
    }

    private boolean isKnown(Caller caller, String credentialId) {
        return credentials.find(caller.organizationId(), credentialId).isPresent();
    }

    private EndpointRow lock(Caller caller, String endpointId) {
        return rows.lock(caller.organizationId(), endpointId).orElseThrow(Endpoints::unknown);
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such endpoint");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
