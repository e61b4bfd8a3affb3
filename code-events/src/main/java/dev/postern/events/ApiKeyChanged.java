package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An API key was made, changed or revoked. The event holds no key: a reader hashes what a caller sends and looks the hash up.
 *
 * @param eventId unique for this change
 * @param apiKeyId the key's id, safe to show
 * @param keyHash lower-case hex SHA-256 of the key; the record's key
 * @param organizationId the owner; null for an operator's key, which belongs to none
 * @param scopes the scope names it carries; unknown ones are to be ignored
 * @param state {@code revoked} is final, whatever a later record says
 * @param version of the row; a consumer ignores a version older than one it has seen
 * @param changedAt when
 * @param expiresAt when the key stops working; null for a key without an end
 * @param quotas what it may use, apart from other keys; null: what every key of its organisation may
 */
public record ApiKeyChanged(
        String eventId,
        String apiKeyId,
        String keyHash,
        @Nullable String organizationId,
        Set<String> scopes,
        State state,
        long version,
        Instant changedAt,
        @Nullable Instant expiresAt,
        @Nullable ApiKeyQuotas quotas)
        implements Event, Versioned {

    /** Whether a key works. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("revoked")
        REVOKED
    }

    public ApiKeyChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(apiKeyId, "apiKeyId");
        Objects.requireNonNull(keyHash, "keyHash");
        Objects.requireNonNull(scopes, "scopes");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    /** A key without an end. */
    public ApiKeyChanged(
            String eventId,
            String apiKeyId,
            String keyHash,
            @Nullable String organizationId,
            Set<String> scopes,
            State state,
            long version,
            Instant changedAt) {
        this(eventId, apiKeyId, keyHash, organizationId, scopes, state, version, changedAt, null, null);
    }

    /** A key without quotas of its own. */
    public ApiKeyChanged(
            String eventId,
            String apiKeyId,
            String keyHash,
            @Nullable String organizationId,
            Set<String> scopes,
            State state,
            long version,
            Instant changedAt,
            @Nullable Instant expiresAt) {
        this(eventId, apiKeyId, keyHash, organizationId, scopes, state, version, changedAt, expiresAt, null);
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "api-key.changed";
    }

    @Override
    public Instant time() {
        return changedAt;
    }

    @Override
    public Topic topic() {
        return Topic.API_KEYS;
    }

    @Override
    public String key() {
        return keyHash;
    }

    /** A revocation is final. */
    @Override
    public boolean isFinal() {
        return state == State.REVOKED;
    }
}
