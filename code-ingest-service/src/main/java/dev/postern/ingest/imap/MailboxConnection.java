package dev.postern.ingest.imap;

import dev.postern.platform.address.AddressRules;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.util.MailConnectException;

/** A signed-in connection to a mailbox' server. */
final class MailboxConnection implements AutoCloseable {
    private static final String CONNECT_MILLIS = "10000";
    private static final String WRITE_MILLIS = "30000";
    private static final String PREFIX = "mail.imap.";

    private final IMAPStore store;
    private final GuardedSockets sockets;

    private MailboxConnection(IMAPStore store, GuardedSockets sockets) {
        this.store = store;
        this.sockets = sockets;
    }

    /**
     * Connects and signs in.
     *
     * @param silenceMillis how long the server may say nothing, also while it is waited for
     */
    static MailboxConnection open(Mailbox mailbox, AddressRules rules, AccessTokens tokens, long silenceMillis)
            throws MailboxTrouble.Failure {
        GuardedSockets sockets = new GuardedSockets(rules, mailbox.security() == Mailbox.Security.NONE);
        boolean oauth = mailbox.channel().setting("oauth").isPresent();
        Session session = Session.getInstance(properties(mailbox, sockets, oauth, silenceMillis));
        MailboxTrouble.Failure last = new MailboxTrouble.Failure(MailboxTrouble.SIGN_IN_REFUSED);
        for (String secret : mailbox.passwords()) {
            try {
                IMAPStore store = (IMAPStore) session.getStore("imap");
                store.connect(
                        mailbox.host(), mailbox.port(), mailbox.user(), oauth ? tokens.get(mailbox, secret) : secret);
                return new MailboxConnection(store, sockets);
            } catch (MailboxTrouble.Failure e) {
                last = e;
            } catch (MessagingException e) {
                last = new MailboxTrouble.Failure(trouble(e));
            }
            if (last.trouble() != MailboxTrouble.SIGN_IN_REFUSED) {
                break;
            }
        }
        sockets.cut();
        throw last;
    }

    private static Properties properties(Mailbox mailbox, GuardedSockets sockets, boolean oauth, long silenceMillis) {
        Properties all = new Properties();
        all.put("mail.store.protocol", "imap");
        all.put(PREFIX + "ssl.enable", Boolean.toString(mailbox.security() == Mailbox.Security.TLS));
        all.put(PREFIX + "starttls.enable", Boolean.toString(mailbox.security() == Mailbox.Security.STARTTLS));
        all.put(PREFIX + "starttls.required", Boolean.toString(mailbox.security() == Mailbox.Security.STARTTLS));
        all.put(PREFIX + "ssl.checkserveridentity", "true");
        all.put(PREFIX + "ssl.socketFactory", sockets);
        all.put(PREFIX + "ssl.socketFactory.fallback", "false");
        all.put(PREFIX + "socketFactory", sockets);
        all.put(PREFIX + "socketFactory.fallback", "false");
        all.put(PREFIX + "connectiontimeout", CONNECT_MILLIS);
        all.put(PREFIX + "timeout", Long.toString(silenceMillis));
        all.put(PREFIX + "writetimeout", WRITE_MILLIS);
        // Reading a mail must not mark it as seen.
        all.put(PREFIX + "peek", "true");
        all.put(PREFIX + "fetchsize", Integer.toString(256 * 1024));
        all.put(PREFIX + "connectionpoolsize", "2");
        if (oauth) {
            all.put(PREFIX + "auth.mechanisms", "XOAUTH2");
        }
        return all;
    }

    /** What a failure of a connection means. */
    static MailboxTrouble trouble(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case GuardedSockets.NotAllowed _ -> {
                    return MailboxTrouble.ADDRESS_NOT_ALLOWED;
                }
                case AuthenticationFailedException _ -> {
                    return MailboxTrouble.SIGN_IN_REFUSED;
                }
                case SSLException _ -> {
                    return MailboxTrouble.TLS_FAILED;
                }
                case UnknownHostException _, NoRouteToHostException _, ConnectException _, SocketTimeoutException _ -> {
                    return MailboxTrouble.OUT_OF_REACH;
                }
                case MailConnectException connect
                when connect.getNextException() != null -> {
                    return trouble(connect.getNextException());
                }
                default -> {
                    // The next cause may tell more.
                }
            }
        }
        return MailboxTrouble.BROKEN_OFF;
    }

    IMAPStore store() {
        return store;
    }

    /** Cuts the connection at once; the server needs no farewell. */
    @Override
    public void close() {
        sockets.cut();
    }
}
