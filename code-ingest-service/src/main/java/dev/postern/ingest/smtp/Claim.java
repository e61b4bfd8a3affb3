package dev.postern.ingest.smtp;

import dev.postern.events.identifier.MailAddress;
import dev.postern.ingest.channel.Channel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who takes the mail for an address. */
sealed interface Claim {

    /** One channel does. */
    record Held(Channel channel) implements Claim {}

    /** Channels of several organisations say that they do, and nobody here can know whose it is. */
    record Disputed() implements Claim {}

    /**
     * The claim on an address. An address that is named goes before one without its plus part, and that before a domain; then the
     * older channel.
     *
     * @return null when nobody claims it
     */
    static @Nullable Claim on(String address, Stream<Channel> channels) {
        String wanted = MailAddress.normal(address);
        List<Channel> fitting =
                channels.filter(channel -> closeness(channel, wanted) > 0).toList();
        if (fitting.stream().map(Channel::organizationId).distinct().count() > 1) {
            return new Disputed();
        }
        return fitting.stream()
                .min(Comparator.comparingInt((Channel channel) -> -closeness(channel, wanted))
                        .thenComparing(Channel::createdAt)
                        .thenComparing(Channel::channelId))
                .map(Held::new)
                .orElse(null);
    }

    private static int closeness(Channel channel, String address) {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return 0;
        }
        String domain = address.substring(at + 1);
        String withoutPlus = address.substring(0, at).split("\\+", 2)[0] + "@" + domain;
        int closest = 0;
        for (String written : channel.setting("addresses").orElse("").split(" ", -1)) {
            String named = MailAddress.normal(written);
            int now = named.equals(address) ? 3 : named.equals(withoutPlus) ? 2 : named.equals(domain) ? 1 : 0;
            closest = Math.max(closest, now);
        }
        return closest;
    }
}
