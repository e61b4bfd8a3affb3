package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** An event on one of Postern's topics. Its value is plain JSON with snake_case names ({@link EventJson}). */
public sealed interface Event
        permits ApiKeyChanged,
                ApiKeyUsed,
                AuditHeadSigned,
                AuditRecorded,
                ChannelChanged,
                ChannelPosted,
                CodeReceived,
                CodeRequestChanged,
                CredentialChanged,
                MessageUnparsed,
                OrganizationChanged,
                PayloadKeysHeld {

    /** Unique for one event; a redelivery carries it again. */
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
