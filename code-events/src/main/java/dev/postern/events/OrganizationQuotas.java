package dev.postern.events;

import org.jspecify.annotations.Nullable;

/**
 * What one organisation may use of each replica of a service. Null: what the service allows to everybody.
 *
 * @param pushesPerMinute requests to code-ingest-service, which are messages
 * @param requestsPerMinute requests to each of the other services
 * @param requestsAtOnce requests that are unanswered at once, held ones among them
 * @param eventStreams streams of events that are open at once
 * @param storedBytesPerDay bytes of messages that are stored in a day
 */
public record OrganizationQuotas(
        @Nullable Long pushesPerMinute,
        @Nullable Long requestsPerMinute,
        @Nullable Long requestsAtOnce,
        @Nullable Long eventStreams,
        @Nullable Long storedBytesPerDay) {}
