package dev.postern.ingest.imap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How mailboxes are read. */
@ConfigMapping(prefix = "postern.ingest.imap")
interface ImapSettings {

    /** How often a folder is looked at whose server does not tell of new mails, or has not for so long. */
    @WithDefault("30s")
    Duration lookEvery();

    /**
     * How far back a mailbox is read when Postern begins to: mails that came meanwhile. A mail that was taken before is known by its event
     * for longer, so this must be less than three days.
     */
    @WithDefault("48h")
    Duration lookBack();

    /** How long to wait after a wrong password. */
    @WithDefault("15m")
    Duration pauseAfterRefusal();

    /** How long a mail is tried that cannot be taken, five times at least. Then it is put aside. Meanwhile the others are taken. */
    @WithDefault("2m")
    Duration putAsideAfter();
}
