package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller or a service acted, saw something, or was refused. Names ids, never a secret.
 *
 * @param eventId unique for this act
 * @param organizationId whose act or thing it is, {@link #INSTALLATION} for what belongs to no organisation; the record's key
 * @param actor the id of the API key, or the name of the service, that acted
 * @param action what was done, such as {@code credential.created} or {@code totp-code.previewed}
 * @param subject the id of the thing it was done to
 * @param run the run it was done for, null when none is known
 * @param at when
 * @param outcome null, which means {@link Outcome#DONE}, in events of older producers
 */
public record AuditRecorded(
        String eventId,
        String organizationId,
        String actor,
        String action,
        String subject,
        @Nullable String run,
        Instant at,
        @Nullable Outcome outcome)
        implements Event {
    /** The owner of what an operator does to the installation as a whole. No organisation has this id. */
    public static final String INSTALLATION = "installation";

    /** What became of an act. */
    public enum Outcome implements WireNamed {
        /** It was done. */
        @JsonProperty("done")
        DONE,
        /** The caller was known and was not allowed to. */
        @JsonProperty("refused")
        REFUSED
    }

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
        return new AuditRecorded(
                UUID.randomUUID().toString(), organizationId, actor, action, subject, run, at, Outcome.DONE);
    }

    /** This act, which the caller was not allowed to do. */
    public AuditRecorded refused() {
        return new AuditRecorded(eventId, organizationId, actor, action, subject, run, at, Outcome.REFUSED);
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
