package dev.postern.credential.channel;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it is shown: without its token and its secrets.
 *
 * @param channelId its id
 * @param name its label
 * @param provider the sender of the posts
 * @param providerTitle the sender as people name it
 * @param identifier where the identifier of a message is found
 * @param defaultRegion of phone numbers without a country code; null: no region
 * @param postedUrl the address the provider was given where it is not Postern's own; null: it is
 * @param secrets how many there are
 * @param textIsSigned whether a signature protects the text; otherwise the token alone guards the channel
 * @param settings what is decided for the provider, by name
 * @param previousTokenValidUntil until when the token before the last rotation opens it too; null: it does not
 * @param createdAt when it was made
 * @param modifiedAt when it was last changed
 */
@Schema(name = "InboundChannel")
record ChannelView(
        String channelId,
        String name,
        String provider,
        String providerTitle,
        IdentifierRule identifier,
        @Nullable String defaultRegion,
        @Nullable String postedUrl,
        int secrets,
        boolean textIsSigned,
        Map<String, String> settings,
        @Nullable Instant previousTokenValidUntil,
        Instant createdAt,
        Instant modifiedAt) {

    static ChannelView of(ChannelRow row, ChannelSettings settings) {
        return new ChannelView(
                row.id,
                settings.name(),
                settings.provider().wireName(),
                settings.provider().title(),
                settings.identifier(),
                settings.defaultRegion(),
                settings.postedUrl(),
                settings.secrets().size(),
                settings.provider().textIsSigned(settings.secrets().size()),
                settings.settings(),
                row.previousValidUntil,
                row.createdAt,
                row.modifiedAt);
    }

    @Override
    public String toString() {
        return channelId;
    }
}
