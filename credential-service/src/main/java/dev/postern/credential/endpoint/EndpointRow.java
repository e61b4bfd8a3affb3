package dev.postern.credential.endpoint;

import dev.postern.credential.published.PublishedRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is stored. */
@Entity
@Table(name = "totp_url_endpoints")
@AttributeOverride(name = "id", column = @Column(name = "endpoint_id"))
@NullUnmarked // Hibernate fills it in after construction.
class EndpointRow extends PublishedRow {
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

    @Override
    protected long bytes() {
        return 2_000L + signingKeys.length;
    }
}
