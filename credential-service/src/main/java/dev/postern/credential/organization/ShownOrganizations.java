package dev.postern.credential.organization;

import dev.postern.credential.quota.OwnQuotas;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.retention.OwnRetentions;
import dev.postern.credential.retention.RetentionBounds;
import dev.postern.credential.retention.RetentionView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Organisations as the operator sees them one by one. */
@ApplicationScoped
class ShownOrganizations {
    private final OrganizationRows rows;
    private final OwnQuotas quotas;
    private final OwnRetentions retentions;
    private final RetentionBounds bounds;
    private final Quota quota;

    ShownOrganizations(
            OrganizationRows rows, OwnQuotas quotas, OwnRetentions retentions, RetentionBounds bounds, Quota quota) {
        this.rows = rows;
        this.quotas = quotas;
        this.retentions = retentions;
        this.bounds = bounds;
        this.quota = quota;
    }

    /**
     * How many of something it keeps.
     *
     * @param what such as {@code credentials}
     * @param most how many it may keep
     * @param kept how many it keeps
     */
    @Schema(name = "OrganizationKeeps")
    record Kept(String what, long most, long kept) {}

    /**
     * An organisation.
     *
     * @param organizationId its id
     * @param name its label
     * @param createdAt when it was made
     * @param state {@code active} or {@code disabled}
     * @param quotas its own
     * @param retention its own
     * @param keeps what it keeps now
     */
    @Schema(name = "OrganizationInFull")
    record View(
            String organizationId,
            String name,
            Instant createdAt,

            @Schema(enumeration = {OrganizationRow.ACTIVE, OrganizationRow.DISABLED})
            String state,

            @Schema(description = "Its own. Null: what the services allow to everybody")
            OrganizationChange.Quotas quotas,

            @Schema(description = "Its own. Null: as long as the installation keeps it")
            RetentionView.Change retention,

            List<Kept> keeps) {
        View {
            keeps = List.copyOf(keeps);
        }
    }

    /** How long what is stored of an organisation is kept. */
    @Transactional
    RetentionView retention(String organizationId) {
        return RetentionView.of(retentions.of(organizationId), bounds);
    }

    /**
     * An organisation as it is now.
     *
     * @throws dev.postern.platform.problem.Problem 404 for an unknown or a deleted one
     */
    @Transactional
    View get(String organizationId) {
        OrganizationRow row = rows.findById(organizationId);
        if (row == null || row.withdrawnAt != null || row.state.equals(OrganizationRow.DELETED)) {
            throw ChangeOrganization.unknown();
        }
        return new View(
                row.organizationId,
                row.name,
                row.createdAt,
                row.state,
                OrganizationChange.Quotas.of(quotas.of(organizationId)),
                RetentionView.Change.of(retentions.of(organizationId)),
                quota.kept(organizationId).stream()
                        .map(limit -> new Kept(
                                limit.name(),
                                limit.organization().most(),
                                limit.organization().used()))
                        .toList());
    }
}
