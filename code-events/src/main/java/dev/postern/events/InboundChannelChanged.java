package dev.postern.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An inbound channel was made, changed or deleted. It says where a provider posts messages, and how they are checked
 * and read. Tokens are hashed; secrets, and fields that may hold an address, are sealed.
 *
 * @param eventId unique for this change
 * @param channelId the record's key
 * @param organizationId the owner
 * @param provider who posts, as in the address {@code /webhooks/{provider}/{token}}; never
 *     {@link TotpUrlEndpointChanged#PROVIDER}
 * @param tokens those that open the channel: two while one is being replaced, none once it is deleted
 * @param matchBy where the identifier of a message is found
 * @param matchHeader the header's name, for {@link MatchBy#HEADER}; null otherwise
 * @param identifierSealed the identifier, sealed, for {@link MatchBy#FIXED}; null otherwise
 * @param defaultRegion the region of phone numbers without a country code, as ISO 3166 names it; null when
 *     there is none
 * @param secretsSealed a JSON array of the secrets that are valid with this provider, sealed; null when it has none
 * @param postedUrlSealed the address the provider was given, sealed; null when it is Postern's own
 * @param settingsSealed a JSON object of what the owner decides for this provider, by name, sealed; null when there is
 *     nothing
 * @param state whether a message can come in by the channel
 * @param version of the row
 * @param changedAt when
 * @param createdAt when the channel was made: messages that are older are not its; null in records of earlier versions
 */
public record InboundChannelChanged(
        String eventId,
        String channelId,
        String organizationId,
        String provider,
        List<ChannelToken> tokens,
        MatchBy matchBy,
        @Nullable String matchHeader,
        @Nullable String identifierSealed,
        @Nullable String defaultRegion,
        @Nullable String secretsSealed,
        @Nullable String postedUrlSealed,
        @Nullable String settingsSealed,
        State state,
        long version,
        Instant changedAt,
        @Nullable Instant createdAt)
        implements ChannelChanged {

    public InboundChannelChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(channelId, "channelId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(matchBy, "matchBy");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
        if (provider.equals(TotpUrlEndpointChanged.PROVIDER)) {
            throw new IllegalArgumentException("An inbound channel has a provider that posts messages");
        }
        tokens = List.copyOf(tokens);
    }
}
