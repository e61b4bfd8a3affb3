package dev.postern.credential.apikey;

import dev.postern.events.ApiKeyChanged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A key as it is stored. */
@Entity
@Table(name = "api_keys")
@NullUnmarked // Hibernate fills it in after construction.
class ApiKeyRow {
    @Id
    @Column(name = "api_key_id")
    String apiKeyId;

    @Column(name = "organization_id")
    @Nullable String organizationId;

    @Column(name = "name")
    String name;

    @Column(name = "key_hash")
    String keyHash;

    @Column(name = "scopes")
    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] scopes;

    @Column(name = "made_by", updatable = false)
    @Nullable String madeBy;

    @Column(name = "version")
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "revoked_at")
    @Nullable Instant revokedAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    @Column(name = "pushes_per_minute")
    @Nullable Long pushesPerMinute;

    @Column(name = "requests_per_minute")
    @Nullable Long requestsPerMinute;

    @Column(name = "requests_at_once")
    @Nullable Long requestsAtOnce;

    @Column(name = "most_credentials")
    @Nullable Long mostCredentials;

    @Column(name = "most_credential_folders")
    @Nullable Long mostCredentialFolders;

    @Column(name = "most_api_keys")
    @Nullable Long mostApiKeys;

    @Column(name = "most_inbound_channels")
    @Nullable Long mostInboundChannels;

    @Column(name = "most_totp_url_endpoints")
    @Nullable Long mostTotpUrlEndpoints;

    // Written only by a statement of its own: a change of the row must not overwrite it.
    @Column(name = "last_used_at", insertable = false, updatable = false)
    @Nullable Instant lastUsedAt;

    /** The event of the row's present state. Its id is made of row and version, so that it can be waited for again. */
    ApiKeyChanged changed() {
        Instant revoked = revokedAt;
        return new ApiKeyChanged(
                apiKeyId + "." + version,
                apiKeyId,
                keyHash,
                organizationId,
                Set.of(scopes),
                revoked == null ? ApiKeyChanged.State.ACTIVE : ApiKeyChanged.State.REVOKED,
                version,
                revoked == null ? createdAt : revoked,
                expiresAt,
                quotas().told());
    }

    KeyQuotas quotas() {
        return new KeyQuotas(
                pushesPerMinute,
                requestsPerMinute,
                requestsAtOnce,
                mostCredentials,
                mostCredentialFolders,
                mostApiKeys,
                mostInboundChannels,
                mostTotpUrlEndpoints);
    }

    void setQuotas(KeyQuotas quotas) {
        pushesPerMinute = quotas.pushesPerMinute();
        requestsPerMinute = quotas.requestsPerMinute();
        requestsAtOnce = quotas.requestsAtOnce();
        mostCredentials = quotas.credentials();
        mostCredentialFolders = quotas.credentialFolders();
        mostApiKeys = quotas.apiKeys();
        mostInboundChannels = quotas.inboundChannels();
        mostTotpUrlEndpoints = quotas.totpUrlEndpoints();
    }
}
