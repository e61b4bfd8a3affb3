package dev.postern.ingest.imap;

import dev.postern.events.WireNamed;

/** Why a mailbox is not read. Nothing that its server said is written down. */
enum MailboxTrouble implements WireNamed {
    /** The server does not take the user and the password, or the refresh token. */
    SIGN_IN_REFUSED,
    /** The server's address may not be called. */
    ADDRESS_NOT_ALLOWED,
    /** There is no such server, or it does not answer. */
    OUT_OF_REACH,
    /** The connection cannot be secured. */
    TLS_FAILED,
    /** There is no such folder. */
    NO_SUCH_FOLDER,
    /** The server said something unexpected or broke off. */
    BROKEN_OFF,
    /** Postern cannot take mails in right now. */
    NOT_TAKEN;

    /** A mailbox cannot be read for a reason. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final MailboxTrouble trouble;

        Failure(MailboxTrouble trouble) {
            super(trouble.wireName());
            this.trouble = trouble;
        }

        MailboxTrouble trouble() {
            return trouble;
        }
    }
}
