package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * A record of {@link Topic#CHANNELS}: an inbound channel or an endpoint for {@code totp_url} was made, changed or deleted.
 * The JSON member {@code provider} tells which of the two it is.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "provider",
        visible = true,
        defaultImpl = InboundChannelChanged.class)
@JsonSubTypes(@JsonSubTypes.Type(value = TotpUrlEndpointChanged.class, name = TotpUrlEndpointChanged.PROVIDER))
public sealed interface ChannelChanged extends Event, Versioned permits InboundChannelChanged, TotpUrlEndpointChanged {

    /** Whether the channel or endpoint is in use. */
    enum State {
        @JsonProperty("active")
        ACTIVE,
        /** Final, whatever a later record says. */
        @JsonProperty("deleted")
        DELETED
    }

    /** Unique for this change; a redelivery carries the same id. */
    String eventId();

    /** The id of the channel or endpoint; the record's key. */
    String channelId();

    /** The owner. */
    String organizationId();

    State state();

    Instant changedAt();

    @Override
    @JsonIgnore
    default String id() {
        return eventId();
    }

    @Override
    @JsonIgnore
    default String type() {
        return "channel.changed";
    }

    @Override
    @JsonIgnore
    default Instant time() {
        return changedAt();
    }

    @Override
    @JsonIgnore
    default Topic topic() {
        return Topic.CHANNELS;
    }

    @Override
    @JsonIgnore
    default String key() {
        return channelId();
    }

    /** A deletion is final. */
    @Override
    @JsonIgnore
    default boolean isFinal() {
        return state() == State.DELETED;
    }
}
