package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A credential was stored, changed or deleted. Metadata only: no secret, and the identifier sealed.
 *
 * @param eventId unique for this change
 * @param credentialId the record's key
 * @param organizationId the owner
 * @param credentialType {@code password}, {@code credit_card} or {@code secret}
 * @param totpType how its second factor works, in Skyvern's words; null for other than passwords
 * @param identifierMasked for people; null when it has no identifier
 * @param identifierSealed the identifier as stored, sealed; null when it has none
 * @param state whether it can still be used
 * @param version of the row; a consumer ignores a version older than one it has seen
 * @param changedAt when
 */
public record CredentialChanged(
        String eventId,
        String credentialId,
        String organizationId,
        String credentialType,
        @Nullable String totpType,
        @Nullable String identifierMasked,
        @Nullable String identifierSealed,
        State state,
        long version,
        Instant changedAt)
        implements Event {

    public CredentialChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(credentialId, "credentialId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(credentialType, "credentialType");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /** Whether a credential can be used. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("deleted")
        DELETED
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "credential.changed";
    }

    @Override
    public Instant time() {
        return changedAt;
    }

    @Override
    public Topic topic() {
        return Topic.CREDENTIALS;
    }

    @Override
    public String key() {
        return credentialId;
    }
}
