package dev.postern.events;

import org.jspecify.annotations.Nullable;

/**
 * What one API key may use of each replica of a service. Null: three quarters of what its organisation may. What the organisation
 * may use bounds it in any case.
 *
 * @param pushesPerMinute requests to code-ingest-service, which are messages
 * @param requestsPerMinute requests to each of the other services
 * @param requestsAtOnce requests that are unanswered at once, held ones among them
 */
public record ApiKeyQuotas(
        @Nullable Long pushesPerMinute,
        @Nullable Long requestsPerMinute,
        @Nullable Long requestsAtOnce) {
    /** What holds for a key without quotas of its own. */
    public static final ApiKeyQuotas NONE = new ApiKeyQuotas(null, null, null);
}
