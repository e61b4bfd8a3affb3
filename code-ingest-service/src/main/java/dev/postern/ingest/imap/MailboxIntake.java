package dev.postern.ingest.imap;

import dev.postern.ingest.provider.Outcome;
import java.io.IOException;
import java.io.InputStream;

/** What becomes of found mails. */
@FunctionalInterface
interface MailboxIntake {

    /**
     * Takes a mail in. Blocks until the broker has it, for some seconds at most.
     *
     * @throws IOException when the mail cannot be read to its end
     */
    Outcome take(InputStream mail, Mailbox mailbox) throws IOException;
}
