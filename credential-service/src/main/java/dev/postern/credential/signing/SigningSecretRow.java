package dev.postern.credential.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A secret as it is stored. */
@Entity
@Table(name = "signing_secrets")
@NullUnmarked // Hibernate fills it in after construction.
class SigningSecretRow {
    @Id
    @Column(name = "signing_secret_id")
    String signingSecretId;

    @Column(name = "organization_id")
    String organizationId;

    // Written back with another column, it would undo an encryption under a newer data key.
    @Column(name = "secret", updatable = false)
    byte[] secret;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    boolean isValidAt(Instant time) {
        Instant end = expiresAt;
        return end == null || end.isAfter(time);
    }
}
