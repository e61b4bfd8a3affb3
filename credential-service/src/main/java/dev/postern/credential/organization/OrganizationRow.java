package dev.postern.credential.organization;

import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationQuotas;
import dev.postern.events.OrganizationRetention;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** An organisation as it is stored. */
@Entity
@Table(name = "organizations")
@NullUnmarked // Hibernate fills it in after construction.
class OrganizationRow {
    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";
    static final String DELETED = "deleted";

    @Id
    @Column(name = "organization_id")
    String organizationId;

    @Column(name = "name")
    String name;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "withdrawn_at")
    @Nullable Instant withdrawnAt;

    @Column(name = "state")
    String state = ACTIVE;

    @Column(name = "version")
    long version;

    @Column(name = "changed_at")
    @Nullable Instant changedAt;

    @Column(name = "changed_by")
    @Nullable String changedBy;

    @Column(name = "erased_at")
    @Nullable Instant erasedAt;

    /** The event of the row's present state. Its id is made of row and version, so that it can be waited for again. */
    OrganizationChanged changed(@Nullable OrganizationQuotas quotas, @Nullable OrganizationRetention retention) {
        Instant changed = changedAt;
        return new OrganizationChanged(
                organizationId + "." + version,
                organizationId,
                OrganizationChanged.State.valueOf(state.toUpperCase(Locale.ROOT)),
                quotas,
                version,
                changed == null ? createdAt : changed,
                retention);
    }
}
