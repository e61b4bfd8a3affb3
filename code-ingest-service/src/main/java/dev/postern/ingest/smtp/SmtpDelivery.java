package dev.postern.ingest.smtp;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.topic.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/**
 * One mail with its envelope (RFC 5321). Replies of 4xx make the sender's server try again, for days as a rule; 5xx make it tell
 * its user.
 */
class SmtpDelivery implements MessageHandler {
    private static final Logger LOGGER = Logger.getLogger(SmtpDelivery.class);
    private static final int MOST_CHANNELS = 10;

    private final SmtpIntake intake;
    private final SmtpSessions sessions;
    private final MessageContext context;
    private final Map<Channel, Set<String>> recipients = new LinkedHashMap<>();
    private String sender = "";

    SmtpDelivery(SmtpIntake intake, SmtpSessions sessions, MessageContext context) {
        this.intake = intake;
        this.sessions = sessions;
        this.context = context;
    }

    @Override
    public void from(String from) {
        sender = from;
    }

    @Override
    public void recipient(String address) throws RejectException {
        Channel channel = channel(address);
        if (!channel.secrets().isEmpty() && !sessions.mayWriteTo(context, channel.channelId())) {
            throw new RejectException(530, "5.7.0 Authentication required");
        }
        if (!sessions.enter(context, channel.organizationId())) {
            throw new RejectException(452, "4.3.2 Too many connections bring mail to this recipient, try again later");
        }
        if (!recipients.containsKey(channel) && recipients.size() == MOST_CHANNELS) {
            throw new RejectException(452, "4.5.3 Too many recipients, send the others in a mail of their own");
        }
        recipients.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).add(address);
    }

    private Channel channel(String address) throws RejectException {
        return switch (intake.claim(address)) {
            case Lookup.Found<Claim>(Claim.Held(Channel channel)) -> channel;
            case Lookup.Found<Claim>(Claim.Disputed()) -> {
                LOGGER.warn("A mail was refused for now: channels of several organisations name its address");
                throw new RejectException(451, "4.3.5 More than one organisation claims this address");
            }
            case Lookup.Unknown<Claim>() -> throw new RejectException(550, "5.1.1 No such mailbox here");
            case Lookup.Undecided<Claim>() -> throw later();
        };
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
        String reader = recipients.keySet().iterator().next().channelId();
        try (ArrivedBody mail = intake.read(data, reader)) {
            Outcome outcome = intake.take(mail.bytes(), sender, recipients);
            return reply(outcome);
        } catch (Problem e) {
            intake.refused(recipients.keySet(), e);
            throw refusal(e, data);
        }
    }

    /** The usual reply to a mail that was taken. */
    private static @Nullable String reply(Outcome outcome) throws RejectException {
        return switch (outcome) {
            case TAKEN, NOTHING_TO_TAKE -> null;
            case TOO_LARGE -> throw tooLarge();
            case TOO_MANY -> throw new RejectException(452, "4.2.1 Too many mails for now, please try again later");
            case UNAVAILABLE -> throw later();
            case UNKNOWN_CHANNEL -> throw new RejectException(550, "5.1.1 No such mailbox here");
            case NOT_UNDERSTOOD, NOT_AUTHENTIC -> throw new RejectException(554, "5.6.0 The mail cannot be read");
        };
    }

    /** The rest of a mail that is refused is read and thrown away, since it would be taken for commands. */
    private RejectException refusal(Problem problem, InputStream data) throws IOException {
        if (problem.type() == ProblemType.PAYLOAD_TOO_LARGE && isOver(data, ProviderAdapter.MAIL_BYTES)) {
            return tooLarge();
        }
        if (problem.type() == ProblemType.TEMPORARILY_UNAVAILABLE && isOver(data, ProviderAdapter.MAIL_BYTES)) {
            return later();
        }
        return new DropConnectionException(
                421,
                problem.type() == ProblemType.PAYLOAD_TOO_LARGE
                        ? "4.3.4 Message size exceeds fixed limit"
                        : "4.3.0 Please try again later");
    }

    /** Whether the data end within so many bytes more. */
    private static boolean isOver(InputStream data, long most) throws IOException {
        byte[] chunk = new byte[8192];
        long passed = 0;
        int read = 0;
        while (read >= 0 && passed <= most) {
            passed += read;
            read = data.read(chunk);
        }
        return read < 0;
    }

    private static RejectException tooLarge() {
        return new RejectException(552, "5.3.4 Message size exceeds fixed limit");
    }

    private static RejectException later() {
        return new RejectException(451, "4.3.0 Please try again later");
    }

    @Override
    public void done() {
        recipients.clear();
        sessions.leave(context);
    }
}
