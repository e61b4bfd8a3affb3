package dev.postern.ingest.imap;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.channel.Channels;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Held;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.TakePost;
import dev.postern.ingest.webhook.WebhookMetrics;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.reading.Bodies;
import dev.postern.platform.reading.Payer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Takes found mails in as posted ones are: one reading, one publishing. */
@ApplicationScoped
class FoundMails implements ImapTools.Intake {
    private final Channels channels;
    private final Bodies bodies;
    private final TakePost takePost;
    private final WebhookMetrics metrics;

    FoundMails(Channels channels, Bodies bodies, TakePost takePost, WebhookMetrics metrics) {
        this.channels = channels;
        this.bodies = bodies;
        this.takePost = takePost;
        this.metrics = metrics;
    }

    @Override
    public Outcome take(InputStream mail, Mailbox mailbox, Instant since) throws IOException {
        Channel channel = mailbox.channel();
        Outcome outcome = outcome(mail, mailbox, since);
        metrics.count(channel.provider(), outcome);
        return outcome;
    }

    private Outcome outcome(InputStream mail, Mailbox mailbox, Instant since) throws IOException {
        Channel channel = mailbox.channel();
        try (ArrivedBody body = bodies.read(
                mail, new Payer(channel.channelId(), channel.organizationId()), ProviderAdapter.MAIL_BYTES)) {
            byte[] raw = body.bytes();
            return takePost.take(
                            raw.length,
                            () -> WholeMail.found(raw, mailbox.user(), Held.inMailbox(since)),
                            channel,
                            channels.grant(channel))
                    .toCompletableFuture()
                    .join();
        } catch (Problem e) {
            // It stays in the mailbox and is not read again, so its owner must learn of it.
            return e.type() == ProblemType.PAYLOAD_TOO_LARGE ? takePost.refused(channel, e) : Outcome.UNAVAILABLE;
        }
    }
}
