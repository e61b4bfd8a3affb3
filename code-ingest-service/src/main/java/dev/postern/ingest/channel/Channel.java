package dev.postern.ingest.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one provider posts for one organisation.
 *
 * @param channelId its id; safe to log
 * @param organizationId the organisation whose messages come in by it
 * @param provider the provider that posts, as in the address
 * @param secrets the secrets the provider signs with, any of which will do; empty when posts are not signed
 * @param postedUrl the address the provider was given; null when it is Postern's own
 * @param addressee where the identifier of a message is found
 */
public record Channel(
        String channelId,
        String organizationId,
        String provider,
        List<String> secrets,
        @Nullable String postedUrl,
        Addressee addressee) {

    public Channel {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Channel[channelId=" + channelId + ", provider=" + provider + ", ***]";
    }
}
