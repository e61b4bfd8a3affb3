package dev.postern.ingest.imap;

import dev.postern.ingest.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mailbox, as its channel describes it.
 *
 * @param channel whose it is
 * @param host of its server
 * @param port of its server
 * @param security how the connection is protected
 * @param user as whom to sign in
 * @param folders to read
 * @param after what is done with a mail that was taken
 */
record Mailbox(
        Channel channel, String host, int port, Security security, String user, List<String> folders, After after) {
    private static final String INBOX = "INBOX";
    private static final String CLIENT_SECRET = "client_secret=";

    /** How a connection is protected. */
    enum Security {
        /** From the beginning (RFC 8314). */
        TLS(993),
        /** Before the sign-in. */
        STARTTLS(143),
        /** Not at all: only within networks that the operator allows. */
        NONE(143);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    /**
     * What is done with a mail that was taken.
     *
     * @param markSeen whether it is marked as seen
     * @param moveTo the folder it is moved to; empty when it stays
     */
    record After(boolean markSeen, Optional<String> moveTo) {
        boolean changes() {
            return markSeen || moveTo.isPresent();
        }
    }

    static Mailbox of(Channel channel) {
        Security security =
                Security.valueOf(channel.setting("security").orElse("tls").toUpperCase(Locale.ROOT));
        String[] server = channel.setting("server").orElse("").split(":", 2);
        return new Mailbox(
                channel,
                server[0],
                server.length == 2 ? Integer.parseInt(server[1]) : security.port,
                security,
                channel.setting("user").orElse(""),
                Stream.of(channel.setting("folders").orElse(INBOX).split(","))
                        .map(String::strip)
                        .filter(folder -> !folder.isEmpty())
                        .distinct()
                        .toList(),
                new After(channel.setting("mark_seen").filter("true"::equals).isPresent(), channel.setting("move_to")));
    }

    /** The passwords, or the refresh tokens; the present one first. */
    List<String> passwords() {
        return channel.secrets().stream()
                .filter(secret -> !secret.startsWith(CLIENT_SECRET))
                .toList();
    }

    /** The secret of the application that the refresh token was given to; empty when it has none. */
    Optional<String> clientSecret() {
        return channel.secrets().stream()
                .filter(secret -> secret.startsWith(CLIENT_SECRET))
                .map(secret -> secret.substring(CLIENT_SECRET.length()))
                .findFirst();
    }

    @Override
    public String toString() {
        return "Mailbox[channelId=" + channel.channelId() + ", ***]";
    }
}
