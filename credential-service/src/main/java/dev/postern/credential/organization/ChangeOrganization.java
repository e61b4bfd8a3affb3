package dev.postern.credential.organization;

import dev.postern.credential.quota.OwnQuota;
import dev.postern.credential.quota.OwnQuotas;
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
import org.jspecify.annotations.Nullable;

/** Changes an organisation and what it may use, closes it, and ends it. Each change is told on its topic and in the audit trail. */
@ApplicationScoped
class ChangeOrganization {
    private final OrganizationRows rows;
    private final OwnQuotas quotas;
    private final Vault vault;
    private final Outbox outbox;
    private final Clock clock;

    ChangeOrganization(OrganizationRows rows, OwnQuotas quotas, Vault vault, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.quotas = quotas;
        this.vault = vault;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Gives it another name and other quotas.
     *
     * @param name null: as it is
     * @param changed the quotas to change; a value of null takes one away
     * @return what has to be published; empty when only the name changed, of which no other service knows
     * @throws Problem 404 for an unknown or a deleted organisation
     */
    @Transactional
    Optional<OrganizationChanged> change(
            String organizationId, @Nullable String name, Map<OwnQuota, Optional<Long>> changed, String actor) {
        OrganizationRow row = lock(organizationId);
        if (name != null && !name.equals(row.name)) {
            row.name = name;
            audit(row, actor, "organization.renamed");
        }
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        changed.forEach((quota, most) -> quotas.set(organizationId, quota, most.orElse(null)));
        return Optional.of(tell(row, actor, "organization.quotas_changed"));
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
            return row.changed(OwnQuotas.told(quotas.of(organizationId)));
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
            return row.changed(null);
        }
        if (!row.name.equals(name)) {
            throw Problem.of(ProblemType.CONFLICT, "The organisation has another name. Nothing was deleted");
        }
        vault.destroyKey(organizationId);
        for (OwnQuota quota : OwnQuota.values()) {
            quotas.set(organizationId, quota, null);
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
        OrganizationChanged event = row.changed(OwnQuotas.told(quotas.of(row.organizationId)));
        outbox.append(event);
        audit(row, actor, action);
        return event;
    }

    private void audit(OrganizationRow row, String actor, String action) {
        outbox.append(AuditRecorded.of(row.organizationId, actor, action, row.organizationId, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
