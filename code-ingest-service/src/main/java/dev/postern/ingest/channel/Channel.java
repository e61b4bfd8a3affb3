package dev.postern.ingest.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param settings what its owner decides for this provider, by name; each may be absent
 * @param createdAt when it was made; at the beginning of time for one of an earlier version
 */
public record Channel(
        String channelId,
        String organizationId,
        String provider,
        List<String> secrets,
        @Nullable String postedUrl,
        Addressee addressee,
        Map<String, String> settings,
        Instant createdAt) {

    public Channel {
        secrets = List.copyOf(secrets);
        settings = Map.copyOf(settings);
    }

    /** A channel without settings of its own, as old as time. */
    public Channel(
            String channelId,
            String organizationId,
            String provider,
            List<String> secrets,
            @Nullable String postedUrl,
            Addressee addressee) {
        this(channelId, organizationId, provider, secrets, postedUrl, addressee, Map.of(), Instant.EPOCH);
    }

    /** A setting; empty when its owner left it open. */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public String toString() {
        return "Channel[channelId=" + channelId + ", provider=" + provider + ", ***]";
    }
}
