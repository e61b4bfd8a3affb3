package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint for Skyvern's {@code totp_url} was made, changed or deleted. It says where a Skyvern server asks for
 * codes, what the answer holds, and which keys sign. Keys and identifier are sealed.
 *
 * @param eventId unique for this change
 * @param channelId the endpoint's id; the record's key
 * @param organizationId the owner
 * @param identifierSealed where the codes arrive, sealed; null when the credential says so or computes them, and once
 *     the endpoint is deleted
 * @param secretsSealed a JSON array of the keys that Skyvern signs with, the present one first, sealed; null once the
 *     endpoint is deleted
 * @param totpUrl what the endpoint serves; null once it is deleted
 * @param state whether a post is answered
 * @param version of the row
 * @param changedAt when
 */
@JsonPropertyOrder({
    "eventId",
    "channelId",
    "organizationId",
    "provider",
    "tokens",
    "matchBy",
    "identifierSealed",
    "secretsSealed",
    "totpUrl",
    "state",
    "version",
    "changedAt"
})
public record TotpUrlEndpointChanged(
        String eventId,
        String channelId,
        String organizationId,
        @Nullable String identifierSealed,
        @Nullable String secretsSealed,
        @Nullable TotpUrlSettings totpUrl,
        State state,
        long version,
        Instant changedAt)
        implements ChannelChanged {

    /** The {@code provider} of every endpoint. No message comes in by an endpoint. */
    public static final String PROVIDER = "totp-url";

    public TotpUrlEndpointChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(channelId, "channelId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /** Always {@link #PROVIDER}; in the JSON alone. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    String provider() {
        return PROVIDER;
    }

    /** Always empty, since posts are signed; in the JSON alone, for readers that require it of every record. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    List<ChannelToken> tokens() {
        return List.of();
    }

    /** Always {@link MatchBy#FIXED}; in the JSON alone, for readers that require it of every record. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    MatchBy matchBy() {
        return MatchBy.FIXED;
    }
}
