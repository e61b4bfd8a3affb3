package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** What every event on Postern's topics can say of itself. The values are plain JSON with snake_case names. */
public sealed interface Event
        permits ApiKeyChanged,
                ApiKeyUsed,
                AuditRecorded,
                ChannelChanged,
                CodeReceived,
                CodeRequestChanged,
                CredentialChanged,
                MessageUnparsed {

    /** Unique for one event and the same in a redelivery. */
    @JsonIgnore
    String id();

    /** The value of {@link EventHeaders#TYPE}. */
    @JsonIgnore
    String type();

    /** When it happened. */
    @JsonIgnore
    Instant time();

    /** Where it is published. */
    @JsonIgnore
    Topic topic();

    /** The record's key, which decides the partition and so what is ordered. */
    @JsonIgnore
    String key();
}
