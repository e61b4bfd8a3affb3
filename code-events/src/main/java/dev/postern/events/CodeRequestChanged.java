package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A code request was made, or its status changed. Carries no code.
 *
 * @param eventId unique for this change
 * @param codeRequestId the request, {@code cr_…}; the record's key
 * @param organizationId the owner
 * @param change what happened
 * @param run the run that asks
 * @param identifierMasked for people; null when the request named only a credential
 * @param credentialId the credential asked for, null when the request named only an identifier
 * @param source where the code came from, null before it is delivered
 * @param totpCodeId the received code handed out, null for other sources and before delivery
 * @param at when it happened
 */
public record CodeRequestChanged(
        String eventId,
        String codeRequestId,
        String organizationId,
        Change change,
        RunScope run,
        @Nullable String identifierMasked,
        @Nullable String credentialId,
        @Nullable CodeSource source,
        @Nullable String totpCodeId,
        Instant at)
        implements Event {

    public CodeRequestChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(codeRequestId, "codeRequestId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen to a code request. */
    public enum Change implements WireNamed {
        @JsonProperty("requested")
        REQUESTED,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("rejected")
        REJECTED,
        @JsonProperty("released")
        RELEASED,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("cancelled")
        CANCELLED
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "code-request." + change.wireName();
    }

    @Override
    public Instant time() {
        return at;
    }

    @Override
    public Topic topic() {
        return Topic.CODE_REQUESTS;
    }

    @Override
    public String key() {
        return codeRequestId;
    }
}
