package dev.postern.credential.folder;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A folder as it is stored. */
@Entity
@Table(name = "credential_folders")
@NullUnmarked // Hibernate fills it in after construction.
class FolderRow {
    @Id
    @Column(name = "folder_id")
    String folderId;

    @Column(name = "organization_id")
    String organizationId;

    @Column(name = "title")
    String title;

    @Column(name = "description")
    @Nullable String description;

    @Column(name = "made_by", updatable = false)
    @Nullable String madeBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;

    /** About how much memory it takes. */
    long bytes() {
        String text = description;
        return 1_000L + (text == null ? 0 : text.length());
    }
}
