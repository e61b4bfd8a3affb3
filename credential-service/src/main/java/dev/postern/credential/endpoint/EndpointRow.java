package dev.postern.credential.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is stored. */
@Entity
@Table(name = "totp_url_endpoints")
@NullUnmarked // Hibernate fills it in after construction.
class EndpointRow {
    @Id
    @Column(name = "endpoint_id")
    String endpointId;

    @Column(name = "organization_id")
    String organizationId;

    @Column(name = "name")
    String name;

    @Column(name = "credential_id")
    @Nullable String credentialId;

    @Column(name = "totp_identifier")
    byte @Nullable [] totpIdentifier;

    @Column(name = "otp_type")
    @Nullable String otpType;

    @Column(name = "signing_keys")
    byte[] signingKeys;

    @Column(name = "previous_key_valid_until")
    @Nullable Instant previousKeyValidUntil;

    @Column(name = "hold_seconds")
    int holdSeconds;

    @Column(name = "allow_without_run")
    boolean allowWithoutRun;

    @Column(name = "version")
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;
}
