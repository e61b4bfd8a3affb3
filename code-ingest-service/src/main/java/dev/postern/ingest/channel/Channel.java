package dev.postern.ingest.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one provider posts for one organisation.
 *
 * @param channelId its id; safe to log
 * @param organizationId whose messages come in by it
 * @param provider who posts, as in the address
 * @param secrets what the provider signs with; any of them will do. Empty: nothing is signed
 * @param postedUrl the address the provider was given where it is not Postern's own; null: it is
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
