package dev.postern.credential.channel;

import dev.postern.credential.provider.Provider;
import dev.postern.credential.provider.SetupStep;
import dev.postern.credential.vault.SecretText;
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
 * @param setup what to enter at the provider, in the order in which its pages ask for it
 */
@Schema(name = "IssuedInboundChannel")
record IssuedChannel(
        ChannelView channel, String url, @Nullable String signingSecret, List<SetupStep> setup) {

    IssuedChannel {
        setup = List.copyOf(setup);
    }

    static IssuedChannel of(ChannelView channel, String url, @Nullable SecretText signingSecret) {
        // What a provider is to post to is what it was given, or it will sign something else.
        String posted = channel.postedUrl() == null ? url : channel.postedUrl();
        return new IssuedChannel(
                channel,
                url,
                signingSecret == null ? null : signingSecret.reveal(),
                Objects.requireNonNull(Provider.BY_NAME.named(channel.provider()))
                        .setup(posted));
    }

    @Override
    public String toString() {
        return channel.channelId();
    }
}
