package dev.postern.credential.apikey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one key may use of each replica of a service. Null: three quarters of what its organisation may.
 *
 * @param pushesPerMinute requests to code-ingest-service in a minute
 * @param requestsPerMinute requests to each other service in a minute
 * @param requestsAtOnce unanswered requests
 */
@Schema(
        name = "ApiKeyQuotas",
        description =
                "What one key may use, in each replica of a service. Null: three quarters of what its organisation"
                        + " may. What the organisation may use bounds it in any case")
record KeyQuotas(
        @Schema(minimum = "1", description = "Requests to code-ingest-service") @Nullable Long pushesPerMinute,

        @Schema(minimum = "1", description = "Requests to each of the other services") @Nullable Long requestsPerMinute,

        @Schema(minimum = "1", description = "Unanswered requests, held ones among them") @Nullable Long requestsAtOnce) {
    /** None. */
    static final KeyQuotas NONE = new KeyQuotas(null, null, null);

    private static final String FIELD = "quotas";
    private static final String PUSHES = "pushes_per_minute";
    private static final String REQUESTS = "requests_per_minute";
    private static final String AT_ONCE = "requests_at_once";
    private static final List<String> NAMES = List.of(PUSHES, REQUESTS, AT_ONCE);
    private static final long MOST = 1_000_000_000_000L;

    /**
     * These quotas, replaced by those that a body's member {@code quotas} names; a null takes one away. The caller checks the
     * fields' errors.
     */
    KeyQuotas changedBy(JsonFields fields) {
        JsonNode raw = fields.raw(FIELD);
        if (raw == null || raw.isNull()) {
            return this;
        }
        JsonFields given = fields.requiredObject(FIELD);
        raw.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name)) {
                // Its name is the caller's text, and is not repeated.
                fields.reject(FIELD, "extra_forbidden", "Quotas are " + String.join(", ", NAMES));
            }
        });
        return new KeyQuotas(
                changed(given, PUSHES, pushesPerMinute),
                changed(given, REQUESTS, requestsPerMinute),
                changed(given, AT_ONCE, requestsAtOnce));
    }

    private static @Nullable Long changed(JsonFields given, String name, @Nullable Long before) {
        if (!given.has(name)) {
            return before;
        }
        long most = given.optionalInteger(name, 1, MOST, 0);
        return most == 0 ? null : most;
    }

    /** For the other services; null when there are none. */
    @Nullable ApiKeyQuotas told() {
        return equals(NONE) ? null : new ApiKeyQuotas(pushesPerMinute, requestsPerMinute, requestsAtOnce);
    }
}
