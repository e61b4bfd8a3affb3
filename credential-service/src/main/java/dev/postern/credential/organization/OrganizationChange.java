package dev.postern.credential.organization;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.quota.OwnQuota;
import dev.postern.credential.retention.Kept;
import dev.postern.credential.retention.RetentionBounds;
import dev.postern.credential.retention.RetentionView;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the operator changes of an organisation.
 *
 * @param name null: as it is
 * @param quotas those to change; empty: the organisation is to have none of its own
 * @param retention the times to change, in seconds; empty: the organisation is to keep it as long as everybody
 */
record OrganizationChange(
        @Nullable String name, Map<OwnQuota, Optional<Long>> quotas, Map<Kept, Optional<Long>> retention) {
    private static final long MOST = 1_000_000_000_000L;
    private static final Set<String> NAMES =
            Arrays.stream(OwnQuota.values()).map(OwnQuota::wireName).collect(Collectors.toUnmodifiableSet());

    OrganizationChange {
        quotas = Map.copyOf(quotas);
        retention = Map.copyOf(retention);
    }

    /**
     * The body that changes an organisation.
     *
     * @param name another label for people
     * @param quotas the quotas to change
     * @param retention how long what is stored of it is kept; what is left out stays
     */
    @Schema(name = "OrganizationChange")
    record Body(
            @Schema(maxLength = TextLimit.Most.NAME) @Nullable String name,

            @Nullable Quotas quotas,
            RetentionView.@Nullable Change retention) {}

    /**
     * What an organisation may use, apart from others. Null: as much as everybody.
     *
     * @param pushesPerMinute requests to code-ingest-service in a minute
     * @param requestsPerMinute requests to each other service in a minute
     * @param requestsAtOnce unanswered requests
     * @param eventStreams open streams
     * @param storedBytesPerDay bytes of messages stored in a day
     * @param credentials kept
     * @param credentialFolders kept
     * @param apiKeys kept, revoked ones too
     * @param inboundChannels kept
     * @param totpUrlEndpoints kept
     */
    @Schema(
            name = "OrganizationQuotas",
            description = "What an organisation may use. Null takes a quota away: what the services allow to everybody"
                    + " holds then. The first five count in each replica. One key gets three quarters of them")
    record Quotas(
            @Schema(minimum = "1", description = "Requests to code-ingest-service") @Nullable Long pushesPerMinute,

            @Schema(minimum = "1", description = "Requests to each of the other services") @Nullable Long requestsPerMinute,

            @Schema(minimum = "1", description = "Unanswered requests, held ones among them") @Nullable Long requestsAtOnce,

            @Schema(minimum = "1") @Nullable Long eventStreams,
            @Schema(minimum = "1") @Nullable Long storedBytesPerDay,
            @Schema(minimum = "1") @Nullable Long credentials,
            @Schema(minimum = "1") @Nullable Long credentialFolders,

            @Schema(minimum = "1", description = "Revoked ones count") @Nullable Long apiKeys,

            @Schema(minimum = "1") @Nullable Long inboundChannels,
            @Schema(minimum = "1") @Nullable Long totpUrlEndpoints) {

        static Quotas of(Map<OwnQuota, Long> quotas) {
            return new Quotas(
                    quotas.get(OwnQuota.PUSHES_PER_MINUTE),
                    quotas.get(OwnQuota.REQUESTS_PER_MINUTE),
                    quotas.get(OwnQuota.REQUESTS_AT_ONCE),
                    quotas.get(OwnQuota.EVENT_STREAMS),
                    quotas.get(OwnQuota.STORED_BYTES_PER_DAY),
                    quotas.get(OwnQuota.CREDENTIALS),
                    quotas.get(OwnQuota.CREDENTIAL_FOLDERS),
                    quotas.get(OwnQuota.API_KEYS),
                    quotas.get(OwnQuota.INBOUND_CHANNELS),
                    quotas.get(OwnQuota.TOTP_URL_ENDPOINTS));
        }
    }

    /**
     * The fields of such a body.
     *
     * @throws dev.postern.platform.problem.Problem naming every field that is wrong
     */
    static OrganizationChange read(JsonFields fields, RetentionBounds bounds) {
        String name = fields.optionalString("name", TextLimit.NAME);
        if (name != null) {
            fields.rejectEmpty("name", name);
        }
        Map<OwnQuota, Optional<Long>> quotas = new EnumMap<>(OwnQuota.class);
        JsonNode raw = fields.raw("quotas");
        if (raw != null && !raw.isNull()) {
            JsonFields given = fields.requiredObject("quotas");
            for (OwnQuota quota : OwnQuota.values()) {
                if (given.has(quota.wireName())) {
                    long most = given.optionalInteger(quota.wireName(), 1, MOST, 0);
                    quotas.put(quota, most == 0 ? Optional.empty() : Optional.of(most));
                }
            }
            raw.fieldNames().forEachRemaining(field -> {
                if (!NAMES.contains(field)) {
                    // Its name is the caller's text, and is not repeated.
                    fields.reject("quotas", "extra_forbidden", "Quotas are " + String.join(", ", sorted()));
                }
            });
        }
        Map<Kept, Optional<Long>> retention = retention(fields, bounds);
        fields.check();
        return new OrganizationChange(name, quotas, retention);
    }

    private static Map<Kept, Optional<Long>> retention(JsonFields fields, RetentionBounds bounds) {
        JsonNode raw = fields.raw("retention");
        if (raw == null || raw.isNull()) {
            return Map.of();
        }
        JsonFields given = fields.requiredObject("retention");
        raw.fieldNames().forEachRemaining(field -> {
            if (!RetentionBounds.isField(field)) {
                fields.reject("retention", "extra_forbidden", "Times are those of GET /v1/retention");
            }
        });
        return bounds.read(given);
    }

    private static String[] sorted() {
        return Arrays.stream(OwnQuota.values()).map(OwnQuota::wireName).toArray(String[]::new);
    }
}
