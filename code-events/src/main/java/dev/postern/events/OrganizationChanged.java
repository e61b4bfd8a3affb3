package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An organisation was disabled, enabled or deleted, or what it may use or how long it is stored was changed. One that was never changed has no record:
 * it is active, and each service's own limits hold for it.
 *
 * @param eventId unique for this change
 * @param organizationId the record's key
 * @param state {@code deleted} is final, whatever a later record says
 * @param quotas what it may use; null: what the services allow to everybody
 * @param version of the row; a consumer ignores a version older than one it has seen
 * @param changedAt when
 * @param retention how long what it receives is stored; null: as long as everybody's
 */
public record OrganizationChanged(
        String eventId,
        String organizationId,
        State state,
        @Nullable OrganizationQuotas quotas,
        long version,
        Instant changedAt,
        @Nullable OrganizationRetention retention)
        implements Event, Versioned {

    /** Whether an organisation's keys, channels and endpoints open anything. */
    public enum State {
        /** They do. */
        @JsonProperty("active")
        ACTIVE,
        /** They do not until it is enabled again. */
        @JsonProperty("disabled")
        DISABLED,
        /** They never do again, and what is stored of it is being deleted. */
        @JsonProperty("deleted")
        DELETED
    }

    /** An organisation without a retention of its own. */
    public OrganizationChanged(
            String eventId,
            String organizationId,
            State state,
            @Nullable OrganizationQuotas quotas,
            long version,
            Instant changedAt) {
        this(eventId, organizationId, state, quotas, version, changedAt, null);
    }

    public OrganizationChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "organization.changed";
    }

    @Override
    public Instant time() {
        return changedAt;
    }

    @Override
    public Topic topic() {
        return Topic.ORGANIZATIONS;
    }

    @Override
    public String key() {
        return organizationId;
    }

    /** A deletion is final. */
    @Override
    public boolean isFinal() {
        return state == State.DELETED;
    }
}
