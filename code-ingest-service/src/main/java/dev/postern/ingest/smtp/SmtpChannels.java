package dev.postern.ingest.smtp;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.channel.Channels;
import dev.postern.ingest.proof.Macs;
import dev.postern.platform.access.Grant;
import dev.postern.platform.topic.Lookup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The channels that have addresses. */
@ApplicationScoped
class SmtpChannels {
    private static final String PROVIDER = "smtp";

    private final Channels channels;

    SmtpChannels(Channels channels) {
        this.channels = channels;
    }

    /** Who takes the mail for an address. Blocks for up to half a second on an address that is not known yet. */
    Lookup<Claim> claim(String address) {
        return channels.search(PROVIDER, all -> Claim.on(address, all));
    }

    /** The right to take mails for a channel, as long as the channel is there. */
    Grant grant(Channel channel) {
        return channels.grant(channel);
    }

    /** The ids of all channels that a user and a password open. */
    Set<String> openedBy(String user, String password) {
        List<Channel> all = channels.of(PROVIDER);
        return all.stream()
                .filter(channel -> isOpenedBy(channel, user + ":" + password))
                .map(Channel::channelId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOpenedBy(Channel channel, String given) {
        boolean opened = false;
        for (String secret : channel.secrets()) {
            opened |= Macs.same(secret, given);
        }
        return opened;
    }
}
