package dev.postern.ingest.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The mailboxes that this process reads. */
final class Mailboxes {
    private final ImapTools tools;
    private final Map<String, MailboxReader> readers = new HashMap<>();

    Mailboxes(ImapTools tools) {
        this.tools = tools;
    }

    /** What reads the mailbox of a channel; null for none. */
    synchronized @Nullable MailboxReader reader(String channelId) {
        return readers.get(channelId);
    }

    /** Reads these and no others. What has changed, or has ended by itself, begins anew. */
    synchronized void read(List<Mailbox> wanted) {
        Map<String, Mailbox> byId = wanted.stream()
                .collect(Collectors.toMap(mailbox -> mailbox.channel().channelId(), Function.identity()));
        readers.entrySet().removeIf(entry -> {
            Mailbox now = byId.get(entry.getKey());
            boolean goes = now == null
                    || !entry.getValue().reads(now)
                    || !entry.getValue().isAlive();
            if (goes) {
                entry.getValue().stop();
            }
            return goes;
        });
        byId.forEach((id, mailbox) -> readers.computeIfAbsent(id, _ -> new MailboxReader(mailbox, tools).start()));
    }
}
