package dev.postern.ingest.imap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** How it goes with each mailbox that this process reads: {@code postern_mailboxes}, and a line of the log for each change. */
@ApplicationScoped
class MailboxStates {
    private static final Logger LOGGER = Logger.getLogger(MailboxStates.class);

    private final Clock clock;
    private final Map<String, MailboxState> byChannel = new ConcurrentHashMap<>();

    /**
     * How it goes with a mailbox.
     *
     * @param connectedSince when the present connection began; empty while there is none
     * @param lastMail when a mail was last taken; empty when none was since this process began
     * @param trouble why there is no connection; empty while there is one
     */
    record MailboxState(
            Optional<Instant> connectedSince, Optional<Instant> lastMail, Optional<MailboxTrouble> trouble) {
        static final MailboxState UNKNOWN = new MailboxState(Optional.empty(), Optional.empty(), Optional.empty());

        MailboxState connected(Instant now) {
            return new MailboxState(Optional.of(now), lastMail, Optional.empty());
        }

        MailboxState tookMail(Instant now) {
            return new MailboxState(connectedSince, Optional.of(now), trouble);
        }

        MailboxState failed(MailboxTrouble why) {
            return new MailboxState(Optional.empty(), lastMail, Optional.of(why));
        }
    }

    MailboxStates(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        Gauge.builder("postern.mailboxes", this, states -> states.count(true))
                .tag("state", "read")
                .description("Mailboxes that this replica reads now")
                .register(registry);
        Gauge.builder("postern.mailboxes", this, states -> states.count(false))
                .tag("state", "failing")
                .description("Mailboxes that this replica cannot read now")
                .register(registry);
    }

    /** How it goes with a channel's mailbox; empty when this process does not read it. */
    Optional<MailboxState> of(String channelId) {
        return Optional.ofNullable(byChannel.get(channelId));
    }

    void connected(String channelId) {
        MailboxState before = byChannel.put(channelId, state(channelId).connected(now()));
        if (before == null || before.trouble().isPresent()) {
            LOGGER.infof("A mailbox is read channelId=%s", channelId);
        }
    }

    void tookMail(String channelId) {
        byChannel.put(channelId, state(channelId).tookMail(now()));
    }

    void failed(String channelId, MailboxTrouble trouble) {
        MailboxState before = byChannel.put(channelId, state(channelId).failed(trouble));
        if (before == null || !before.trouble().equals(Optional.of(trouble))) {
            LOGGER.warnf("A mailbox cannot be read channelId=%s problem=%s", channelId, trouble.wireName());
        }
    }

    void forgotten(String channelId) {
        byChannel.remove(channelId);
    }

    private MailboxState state(String channelId) {
        return byChannel.getOrDefault(channelId, MailboxState.UNKNOWN);
    }

    private Instant now() {
        return clock.instant();
    }

    private long count(boolean read) {
        return byChannel.values().stream()
                .filter(state -> state.connectedSince().isPresent() == read)
                .count();
    }
}
