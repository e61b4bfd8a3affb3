package dev.postern.credential.published;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What every row of published settings has. A subclass names the column of its id. */
@MappedSuperclass
@NullUnmarked // Hibernate fills it in after construction.
public abstract class PublishedRow {
    @Id
    public String id;

    @Column(name = "organization_id")
    public String organizationId;

    @Column(name = "name")
    public String name;

    /** The id of the API key that made it. */
    @Column(name = "made_by", updatable = false)
    public @Nullable String madeBy;

    /** Counts the changes of the row, from 1. */
    @Column(name = "version")
    public long version;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "modified_at")
    public Instant modifiedAt;

    /** About how much memory it takes. */
    protected abstract long bytes();
}
