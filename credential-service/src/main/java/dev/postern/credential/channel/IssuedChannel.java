package dev.postern.credential.channel;

import dev.postern.credential.provider.Provider;
import dev.postern.credential.provider.SetupStep;
import dev.postern.credential.vault.SecretText;
import dev.postern.platform.startup.PublicUrl;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose token was just made: the only time its address is there in full.
 *
 * @param channel as it is shown later
 * @param url where the provider posts, directly or through a proxy
 * @param signingSecret what the posting program signs with, if Postern made it; null otherwise
 * @param warning why no provider reaches the address, and what to do; null when one may
 * @param setup what to enter at the provider, in the order in which its pages ask for it
 */
@Schema(name = "IssuedInboundChannel")
record IssuedChannel(
        ChannelView channel,
        String url,
        @Nullable String signingSecret,
        @Nullable String warning,
        List<SetupStep> setup) {
    private static final String PRIVATE = """
            No provider reaches this address: it is of this machine or of a private network. Open a tunnel to it (cloudflared, \
            ngrok). Then start Postern with POSTERN_PUBLIC_URL, or set posted_url of this channel by PATCH to the tunnel's \
            address with the path of url. docs/getting-messages-in.md has the commands.""";

    IssuedChannel {
        setup = List.copyOf(setup);
    }

    static IssuedChannel of(ChannelView channel, String url, @Nullable SecretText signingSecret) {
        // What a provider is to post to is what it was given, or it will sign something else.
        String posted = channel.postedUrl() == null ? url : channel.postedUrl();
        Provider provider = Objects.requireNonNull(Provider.BY_NAME.named(channel.provider()));
        return new IssuedChannel(
                channel,
                url,
                signingSecret == null ? null : signingSecret.reveal(),
                provider.posts() && PublicUrl.isPrivate(posted) ? PRIVATE : null,
                provider.setup(posted, channel.settings()));
    }

    @Override
    public String toString() {
        return channel.channelId();
    }
}
