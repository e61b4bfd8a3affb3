package dev.postern.ingest.imap;

import java.time.Instant;
import java.util.Optional;

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
