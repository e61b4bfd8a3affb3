package dev.postern.ingest.mime;

import dev.postern.extraction.Message;
import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.webhook.Outcome;
import dev.postern.ingest.webhook.ProviderAdapter;
import dev.postern.ingest.webhook.ProviderMessage;
import dev.postern.ingest.webhook.Reading;
import dev.postern.ingest.webhook.Refusal;
import dev.postern.ingest.webhook.Reply;
import dev.postern.ingest.webhook.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies a Standard Webhooks signature whose id holds the hash of envelope and mail, unless the channel has no
 * secret, and reads the mail. Its status tells the mail server behind the program what to do: a 5xx is passing, a 4xx
 * is final.
 */
@ApplicationScoped
class MimeAdapter implements ProviderAdapter {
    // Cloudflare takes mails of up to 25 MiB.
    private static final int MOST_BYTES = 25 * 1024 * 1024;

    private final Clock clock;

    MimeAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "mime";
    }

    @Override
    public boolean uses(String method) {
        return method.equals("POST");
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        Envelope envelope = Envelope.of(request);
        String deliveryKey = envelope.deliveryKey(request.body());
        if (!channel.secrets().isEmpty()) {
            Optional<Refusal> refusal =
                    StandardWebhooksSignature.check(request, deliveryKey, channel.secrets(), clock.instant());
            if (refusal.isPresent()) {
                return new Reading.Refused(refusal.get());
            }
        }
        return message(MailParser.parse(request.body()), envelope, deliveryKey);
    }

    private static Reading message(Mail mail, Envelope envelope, String deliveryKey) {
        String recipient = Stream.of("delivered-to", "x-original-to", "to")
                .flatMap(name -> mail.header(name).stream())
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        if (!envelope.to().isBlank()) {
            recipient = envelope.to();
        }
        if (recipient.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        boolean empty =
                mail.text() == null && mail.html() == null && mail.subject().isBlank();
        return empty
                ? new Reading.HoldsNothing()
                : new Reading.Holds(new ProviderMessage(
                        deliveryKey,
                        recipient,
                        mail::header,
                        Message.mail(mail.header("from").orElse(null), mail.subject(), mail.text(), mail.html())));
    }

    @Override
    public Reply reply(Outcome outcome) {
        int status = switch (outcome) {
            case TAKEN, NOTHING_TO_TAKE -> 200;
            case NOT_UNDERSTOOD -> 400;
            case NOT_AUTHENTIC -> 401;
            case UNKNOWN_CHANNEL -> 404;
            case TOO_LARGE -> 413;
            case UNAVAILABLE -> 503;
        };
        return new Reply(status, "text/plain", "");
    }
}
