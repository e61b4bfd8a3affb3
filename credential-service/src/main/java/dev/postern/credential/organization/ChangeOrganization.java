package dev.postern.credential.organization;

import dev.postern.credential.quota.OwnQuota;
import dev.postern.credential.quota.OwnQuotas;
import dev.postern.credential.retention.Kept;
import dev.postern.credential.retention.OwnRetentions;
import dev.postern.credential.vault.Vault;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.OrganizationChanged;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Changes an organisation and what it may use, closes it, and ends it. Each change is told on its topic and in the audit trail. */
@ApplicationScoped
class ChangeOrganization {
    private final OrganizationRows rows;
    private final OwnQuotas quotas;
    private final OwnRetentions retentions;
    private final Vault vault;
    private final Outbox outbox;
    private final Clock clock;

    ChangeOrganization(
            OrganizationRows rows,
            OwnQuotas quotas,
            OwnRetentions retentions,
            Vault vault,
            Outbox outbox,
            Clock clock) {
        this.rows = rows;
        this.quotas = quotas;
        this.retentions = retentions;
        this.vault = vault;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Gives it another name, other quotas and another retention.
     *
     * @param asked what to change
     * @return what has to be published; empty when only the name changed, of which no other service knows
     * @throws Problem 404 for an unknown or a deleted organisation
     */
    @Transactional
    Optional<OrganizationChanged> change(String organizationId, OrganizationChange asked, String actor) {
        OrganizationRow row = lock(organizationId);
        String name = asked.name();
        if (name != null && !name.equals(row.name)) {
            row.name = name;
            audit(row, actor, "organization.renamed");
        }
        Optional<OrganizationChanged> told = Optional.empty();
        if (!asked.quotas().isEmpty()) {
            asked.quotas().forEach((quota, most) -> quotas.set(organizationId, quota, most.orElse(null)));
            told = Optional.of(tell(row, actor, "organization.quotas_changed"));
        }
        return asked.retention().isEmpty() ? told : Optional.of(keep(row, asked.retention(), actor));
    }

    /**
     * Sets how long what is stored of it is kept.
     *
     * @param changed the times to change, in seconds; an empty one goes back to what the installation keeps
     * @throws Problem 404 for an unknown or a deleted organisation
     */
    @Transactional
    OrganizationChanged keep(String organizationId, Map<Kept, Optional<Long>> changed, String actor) {
        return keep(lock(organizationId), changed, actor);
    }

    private OrganizationChanged keep(OrganizationRow row, Map<Kept, Optional<Long>> changed, String actor) {
        changed.forEach((kept, seconds) -> retentions.set(row.organizationId, kept, seconds.orElse(null)));
        return tell(row, actor, "organization.retention_changed");
    }

    /**
     * Closes it, so that nothing of it opens anything, or opens it again. What is so already is told again.
     *
     * @throws Problem 404 for an unknown or a deleted organisation
     */
    @Transactional
    OrganizationChanged setDisabled(String organizationId, boolean disabled, String actor) {
        OrganizationRow row = lock(organizationId);
        String state = disabled ? OrganizationRow.DISABLED : OrganizationRow.ACTIVE;
        if (row.state.equals(state)) {
            return changed(row);
        }
        row.state = state;
        return tell(row, actor, disabled ? "organization.disabled" : "organization.enabled");
    }

    /**
     * Ends it: its data key is destroyed, and nothing of it opens anything from now on. What is stored of it is deleted later, by
     * {@link EraseOrganizations}. One that was deleted before stays as it is, whatever name is given.
     *
     * @param name must be the organisation's, so that none is deleted by a wrong id
     * @throws Problem 404 for an unknown organisation, 409 for another name
     */
    @Transactional
    OrganizationChanged delete(String organizationId, String name, String actor) {
        OrganizationRow row = rows.lock(organizationId).orElseThrow(ChangeOrganization::unknown);
        if (row.state.equals(OrganizationRow.DELETED)) {
            return row.changed(null, null);
        }
        if (!row.name.equals(name)) {
            throw Problem.of(ProblemType.CONFLICT, "The organisation has another name. Nothing was deleted");
        }
        vault.destroyKey(organizationId);
        for (OwnQuota quota : OwnQuota.values()) {
            quotas.set(organizationId, quota, null);
        }
        for (Kept kept : Kept.values()) {
            retentions.set(organizationId, kept, null);
        }
        row.state = OrganizationRow.DELETED;
        row.name = "";
        return tell(row, actor, "organization.deleted");
    }

    private OrganizationRow lock(String organizationId) {
        return rows.lock(organizationId)
                .filter(row -> !row.state.equals(OrganizationRow.DELETED))
                .orElseThrow(ChangeOrganization::unknown);
    }

    static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such organisation");
    }

    private OrganizationChanged tell(OrganizationRow row, String actor, String action) {
        row.version++;
        row.changedAt = now();
        row.changedBy = actor;
        OrganizationChanged event = changed(row);
        outbox.append(event);
        audit(row, actor, action);
        return event;
    }

    private OrganizationChanged changed(OrganizationRow row) {
        return row.changed(
                OwnQuotas.told(quotas.of(row.organizationId)), OwnRetentions.told(retentions.of(row.organizationId)));
    }

    private void audit(OrganizationRow row, String actor, String action) {
        outbox.append(AuditRecorded.of(row.organizationId, actor, action, row.organizationId, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
