package dev.postern.events;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller or a service acted on a secret. Names ids, never the secret.
 *
 * @param eventId unique for this act
 * @param organizationId the owner of the secret; the record's key
 * @param actor the id of the API key, or the name of the service, that acted
 * @param action what was done, such as {@code credential.created} or {@code totp-code.previewed}
 * @param subject the id of the thing it was done to
 * @param run the run it was done for, null when none is known
 * @param at when
 */
public record AuditRecorded(
        String eventId,
        String organizationId,
        String actor,
        String action,
        String subject,
        @Nullable String run,
        Instant at)
        implements Event {

    public AuditRecorded {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(at, "at");
    }

    /** An act without a run, with an id of its own. */
    public static AuditRecorded of(String organizationId, String actor, String action, String subject, Instant at) {
        return of(organizationId, actor, action, subject, null, at);
    }

    /** An act that was done for a run, with an id of its own. */
    public static AuditRecorded of(
            String organizationId, String actor, String action, String subject, @Nullable String run, Instant at) {
        return new AuditRecorded(UUID.randomUUID().toString(), organizationId, actor, action, subject, run, at);
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "audit.recorded";
    }

    @Override
    public Instant time() {
        return at;
    }

    @Override
    public Topic topic() {
        return Topic.AUDIT;
    }

    @Override
    public String key() {
        return organizationId;
    }
}
