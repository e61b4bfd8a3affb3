package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An inbound channel was made, changed or deleted: where a provider posts messages, and how to check and read them. Its
 * tokens are hashes; its secrets and whatever may hold an address are sealed. Where the provider is {@link #TOTP_URL} no
 * messages come in: a Skyvern server asks for codes, and the secrets are the keys it signs with.
 *
 * @param eventId unique for this change
 * @param channelId the record's key
 * @param organizationId the owner
 * @param provider who posts, as in the address {@code /webhooks/{provider}/{token}}, or {@link #TOTP_URL}
 * @param tokens those that open it; more than one while one is being replaced, none once it is deleted, and none of a
 *     {@link #TOTP_URL}, whose posts are signed
 * @param matchBy where the identifier of a message is found
 * @param matchHeader the header's name, for {@link MatchBy#HEADER} only
 * @param identifierSealed the identifier itself, sealed, for {@link MatchBy#FIXED} only
 * @param defaultRegion the region of phone numbers without a country code, as ISO 3166 names it; null when there is none
 * @param secretsSealed a JSON array of the secrets that are valid with this provider, sealed; null when it has none
 * @param postedUrlSealed the address the provider was given, sealed, where it is not Postern's own; null otherwise
 * @param totpUrl what a {@link #TOTP_URL} serves; null for others, and once it is deleted
 * @param state {@code deleted} is final, whatever a later record says
 * @param version of the row; a consumer ignores an older one than it has seen
 * @param changedAt when
 */
public record ChannelChanged(
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
        @Nullable TotpUrlSettings totpUrl,
        State state,
        long version,
        Instant changedAt)
        implements Event {

    /** The provider of an endpoint for Skyvern's {@code totp_url}. */
    public static final String TOTP_URL = "totp-url";

    /** Whether anything can come in through it. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("deleted")
        DELETED
    }

    public ChannelChanged {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(channelId, "channelId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(matchBy, "matchBy");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
        tokens = List.copyOf(tokens);
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "channel.changed";
    }

    @Override
    public Instant time() {
        return changedAt;
    }

    @Override
    public Topic topic() {
        return Topic.CHANNELS;
    }

    @Override
    public String key() {
        return channelId;
    }
}
