package dev.postern.ingest.smtp;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.Outcome;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.topic.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/** What becomes of mails. */
interface SmtpIntake {

    /** Who takes the mail for an address. */
    Lookup<Claim> claim(String address);

    /** The ids of all channels that a user and a password open. */
    Set<String> openedBy(String user, String password);

    /**
     * Reads a mail within the bounds of all that is read at once. Blocks.
     *
     * @param reader whose share of the memory it takes
     */
    ArrivedBody read(InputStream data, String reader) throws IOException;

    /** A mail could not be read: its channels' owners are told why. */
    void refused(Set<Channel> channels, Problem problem);

    /**
     * Takes a mail in. Blocks until the broker has it, for some seconds at most.
     *
     * @param sender of the envelope
     * @param recipients of the envelope, by their channels
     */
    Outcome take(byte[] mail, String sender, Map<Channel, Set<String>> recipients);
}
