package dev.postern.credential.apikey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.quota.Thing;
import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.body.JsonFields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one key may use of each replica of a service, and how much may be there that it made. Null: three quarters of what its
 * organisation may use, and all that its organisation may keep.
 *
 * @param pushesPerMinute requests to code-ingest-service in a minute
 * @param requestsPerMinute requests to each other service in a minute
 * @param requestsAtOnce unanswered requests
 * @param credentials that it made and are there
 * @param credentialFolders likewise
 * @param apiKeys likewise, revoked ones too
 * @param inboundChannels likewise
 * @param totpUrlEndpoints likewise
 */
@Schema(
        name = "ApiKeyQuotas",
        description =
                "What one key may use. The first three count in each replica of a service; null: three quarters of what its"
                        + " organisation may. The others are how many may be there that the key made; null: as many as its"
                        + " organisation may keep. What the organisation may use and keep bounds it in any case")
record KeyQuotas(
        @Schema(minimum = "1", description = "Requests to code-ingest-service") @Nullable Long pushesPerMinute,

        @Schema(minimum = "1", description = "Requests to each of the other services") @Nullable Long requestsPerMinute,

        @Schema(minimum = "1", description = "Unanswered requests, held ones among them") @Nullable Long requestsAtOnce,

        @Schema(minimum = "1") @Nullable Long credentials,
        @Schema(minimum = "1") @Nullable Long credentialFolders,

        @Schema(minimum = "1", description = "Revoked ones count") @Nullable Long apiKeys,

        @Schema(minimum = "1") @Nullable Long inboundChannels,
        @Schema(minimum = "1") @Nullable Long totpUrlEndpoints) {
    /** None. */
    static final KeyQuotas NONE = new KeyQuotas(null, null, null, null, null, null, null, null);

    private static final String FIELD = "quotas";
    private static final String PUSHES = "pushes_per_minute";
    private static final String REQUESTS = "requests_per_minute";
    private static final String AT_ONCE = "requests_at_once";
    private static final List<String> NAMES = Stream.concat(
                    Stream.of(PUSHES, REQUESTS, AT_ONCE),
                    Arrays.stream(Thing.values()).map(Thing::wireName))
            .toList();
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
                changed(given, AT_ONCE, requestsAtOnce),
                changed(given, Thing.CREDENTIALS.wireName(), credentials),
                changed(given, Thing.CREDENTIAL_FOLDERS.wireName(), credentialFolders),
                changed(given, Thing.API_KEYS.wireName(), apiKeys),
                changed(given, Thing.INBOUND_CHANNELS.wireName(), inboundChannels),
                changed(given, Thing.TOTP_URL_ENDPOINTS.wireName(), totpUrlEndpoints));
    }

    private static @Nullable Long changed(JsonFields given, String name, @Nullable Long before) {
        if (!given.has(name)) {
            return before;
        }
        long most = given.optionalInteger(name, 1, MOST, 0);
        return most == 0 ? null : most;
    }

    /** For the other services, which keep nothing that keys make; null when there are none. */
    @Nullable ApiKeyQuotas told() {
        ApiKeyQuotas told = new ApiKeyQuotas(pushesPerMinute, requestsPerMinute, requestsAtOnce);
        return told.equals(ApiKeyQuotas.NONE) ? null : told;
    }
}
