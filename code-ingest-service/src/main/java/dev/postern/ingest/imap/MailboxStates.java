package dev.postern.ingest.imap;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.post.Post;
import dev.postern.ingest.post.Posts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * How it goes with each mailbox that this process reads: {@code postern_mailboxes}; and for each change a line of the log, and a word
 * to the channel's owner.
 */
@ApplicationScoped
class MailboxStates {
    private static final Logger LOGGER = Logger.getLogger(MailboxStates.class);

    private final Consumer<Post> owner;
    private final Counter putAside;
    /** By channel: why its mailbox is not read; empty while it is. */
    private final Map<String, Optional<MailboxTrouble>> byChannel = new ConcurrentHashMap<>();

    @Inject
    MailboxStates(Posts posts, MeterRegistry registry) {
        this(posts::tell, registry);
    }

    /**
     * States that somebody else is told of.
     *
     * @param owner is told of each change
     */
    MailboxStates(Consumer<Post> owner, MeterRegistry registry) {
        this.owner = owner;
        this.putAside = Counter.builder("postern.mailbox.mails.put.aside")
                .description("Mails in mailboxes that could not be taken and are left there")
                .register(registry);
        Gauge.builder("postern.mailboxes", this, states -> states.count(true))
                .tag("state", "read")
                .description("Mailboxes that this replica reads now")
                .register(registry);
        Gauge.builder("postern.mailboxes", this, states -> states.count(false))
                .tag("state", "failing")
                .description("Mailboxes that this replica cannot read now")
                .register(registry);
    }

    void connected(Channel channel) {
        Optional<MailboxTrouble> before = byChannel.put(channel.channelId(), Optional.empty());
        if (before == null || before.isPresent()) {
            LOGGER.infof("A mailbox is read channelId=%s", channel.channelId());
            owner.accept(Post.connected(channel));
        }
    }

    void failed(Channel channel, MailboxTrouble trouble) {
        Optional<MailboxTrouble> before = byChannel.put(channel.channelId(), Optional.of(trouble));
        if (before == null || !before.equals(Optional.of(trouble))) {
            LOGGER.warnf("A mailbox cannot be read channelId=%s problem=%s", channel.channelId(), trouble.wireName());
            owner.accept(Post.failed(channel, trouble.wireName()));
        }
    }

    /** A mail failed again and again. It stays in its mailbox, and the others are taken. */
    void putAside(Channel channel) {
        putAside.increment();
        LOGGER.errorf("A mail cannot be taken and was put aside channelId=%s", channel.channelId());
        owner.accept(Post.without(channel, Verdict.REFUSED, "mail_put_aside", null, Map.of()));
    }

    void forgotten(Channel channel) {
        byChannel.remove(channel.channelId());
    }

    private long count(boolean read) {
        return byChannel.values().stream()
                .filter(trouble -> trouble.isEmpty() == read)
                .count();
    }
}
