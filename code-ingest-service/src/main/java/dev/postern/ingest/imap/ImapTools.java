package dev.postern.ingest.imap;

import dev.postern.ingest.provider.Outcome;
import dev.postern.platform.address.AddressRules;
import dev.postern.platform.worker.Alarm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What the readers of all mailboxes share.
 *
 * @param intake takes mails in
 * @param states is told how it goes
 * @param rules which addresses may be called
 * @param tokens makes access tokens
 * @param alarm ends waits
 * @param clock tells what is too old
 * @param lookEvery how often a folder is looked at whose server tells nothing
 * @param lookBack how far back a mailbox is read at first
 * @param pauseAfterRefusal how long a server is left alone that refused the sign-in
 * @param putAsideAfter how long a mail is tried at least that cannot be taken
 */
record ImapTools(
        Intake intake,
        MailboxStates states,
        AddressRules rules,
        AccessTokens tokens,
        Alarm alarm,
        Clock clock,
        Duration lookEvery,
        Duration lookBack,
        Duration pauseAfterRefusal,
        Duration putAsideAfter) {

    /** What becomes of found mails. */
    @FunctionalInterface
    interface Intake {

        /**
         * Takes a mail in. Blocks until the broker has it, for some seconds at most. Throws where Postern fails at the mail for a
         * reason of its own.
         *
         * @param since when it came to the mailbox, by the clock of the mailbox' server
         * @throws IOException when the mail cannot be read to its end
         */
        Outcome take(InputStream mail, Mailbox mailbox, Instant since) throws IOException;
    }
}
