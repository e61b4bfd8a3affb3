package dev.postern.credential.organization;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** An organisation as it is stored. */
@Entity
@Table(name = "organizations")
@NullUnmarked // Hibernate fills it in after construction.
class OrganizationRow {
    @Id
    @Column(name = "organization_id")
    String organizationId;

    @Column(name = "name")
    String name;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "withdrawn_at")
    @Nullable Instant withdrawnAt;
}
