package dev.postern.ingest.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.auth.UsernamePasswordValidator;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** The connections that there are: how many from where, since when, and which channels each may write to. */
class SmtpSessions implements SessionHandler, UsernamePasswordValidator {
    private static final Logger LOGGER = Logger.getLogger(SmtpSessions.class);

    private static final int MOST_FAILED_LOGINS = 3;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final SmtpIntake intake;
    private final Limits limits;
    private final boolean hasTls;
    private final Map<Session, Known> sessions = new HashMap<>();

    /** What is known of a connection. */
    private static final class Known {
        private final String from;
        private final Set<String> organizations = new HashSet<>();
        private final long begunNanos = System.nanoTime();
        // Asked anew for each mail: a secret that was taken from a channel opens it no more.
        private Supplier<Set<String>> opened = Set::of;
        private int failedLogins;

        Known(String from) {
            this.from = from;
        }
    }

    /**
     * How many connections there may be.
     *
     * @param ofOne from one address
     * @param ofOrganization that bring mail to one organisation
     * @param longest how long each may last
     */
    record Limits(int ofOne, int ofOrganization, Duration longest) {}

    SmtpSessions(SmtpIntake intake, Limits limits, boolean hasTls) {
        this.intake = intake;
        this.limits = limits;
        this.hasTls = hasTls;
    }

    @Override
    public synchronized SessionAcceptance accept(Session session) {
        String from = network(session.getRealRemoteAddress().getAddress());
        long others = sessions.values().stream()
                .filter(known -> known.from.equals(from))
                .count();
        if (others >= limits.ofOne()) {
            return SessionAcceptance.failure(421, "4.7.0 Too many connections from your address");
        }
        sessions.put(session, new Known(from));
        return SessionAcceptance.success();
    }

    /** Whoever has one address of IPv6 has a network of 64 bits as a rule (RFC 6177). */
    static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
    }

    /** Notes that a connection brings mail to an organisation; false when so many do that it has to wait. */
    synchronized boolean enter(MessageContext context, String organizationId) {
        Known known = sessions.get((Session) context);
        if (known == null || known.organizations.contains(organizationId)) {
            return true;
        }
        long others = sessions.values().stream()
                .filter(each -> each.organizations.contains(organizationId))
                .count();
        return others < limits.ofOrganization() && known.organizations.add(organizationId);
    }

    /** A mail is at its end: its connection brings mail to nobody now. */
    synchronized void leave(MessageContext context) {
        Known known = sessions.get((Session) context);
        if (known != null) {
            known.organizations.clear();
        }
    }

    @Override
    public synchronized void onSessionEnd(Session session) {
        sessions.remove(session);
    }

    /** A password is taken in the clear only where there is no certificate. */
    @Override
    public void login(String user, String password, MessageContext context) throws LoginFailedException {
        Session session = (Session) context;
        Supplier<Set<String>> opened =
                hasTls && !session.isTLSStarted() ? Set::of : () -> intake.openedBy(user, password);
        boolean fails = opened.get().isEmpty();
        note(session, opened, fails);
        if (fails) {
            throw new LoginFailedException();
        }
    }

    private synchronized void note(Session session, Supplier<Set<String>> opened, boolean fails) {
        Known known = sessions.get(session);
        if (known == null) {
            return;
        }
        known.opened = opened;
        if (fails && ++known.failedLogins >= MOST_FAILED_LOGINS) {
            session.quit();
        }
    }

    /** Whether the client of a connection has shown a secret that the channel has now. */
    boolean mayWriteTo(MessageContext context, String channelId) {
        return opened(context).get().contains(channelId);
    }

    private synchronized Supplier<Set<String>> opened(MessageContext context) {
        Known known = sessions.get((Session) context);
        return known == null ? Set::of : known.opened;
    }

    /** Ends the connections that have lasted too long. */
    synchronized void endOld() {
        sessions.forEach((session, known) -> {
            if (System.nanoTime() - known.begunNanos > limits.longest().toNanos()) {
                try {
                    session.closeSocket();
                } catch (IOException e) {
                    LOGGER.debugf("A connection was gone already");
                }
            }
        });
    }
}
