package dev.postern.ingest.mime;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.StandardWebhooks;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies a Standard Webhooks signature whose id holds the hash of envelope and mail, unless the channel has no
 * secret, and reads the mail. Its status tells the mail server behind the program what to do: a 5xx is passing, a 4xx
 * is final.
 */
@ApplicationScoped
class MimeAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.USUAL.explained(
            StandardWebhooks.SENTENCE,
            "The mail names no recipient. Send it in the header X-Envelope-To.",
            "The mail has neither a subject nor a text, so nothing was taken. The body of the post is the whole mail"
                    + " with its headers.");

    private final Clock clock;

    MimeAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "mime";
    }

    @Override
    public int mostBytes() {
        return MAIL_BYTES;
    }

    /** The sender's mail server does, for days. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        Envelope envelope = Envelope.of(request);
        String deliveryKey = envelope.deliveryKey(request.body());
        Proof proof =
                channel.secrets().isEmpty() ? Proof.GENUINE : StandardWebhooks.check(request, channel, clock.instant());
        if (!channel.secrets().isEmpty()
                && proof.isGenuine()
                && !Macs.same(deliveryKey, StandardWebhooks.id(request).orElse(""))) {
            return new Reading.Refused(Refusal.ENVELOPE_HASH_MISMATCH);
        }
        List<String> recipients = envelope.to().isBlank() ? List.of() : List.of(envelope.to());
        return proof.then(() -> WholeMail.read(request.body(), deliveryKey, recipients));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] mail = example.mail();
        Envelope envelope = new Envelope(example.sender(), example.recipient());
        Map<String, String> headers =
                new HashMap<>(Map.of("x-envelope-from", example.sender(), "x-envelope-to", example.recipient()));
        if (!channel.secrets().isEmpty()) {
            StandardWebhooks.headers(channel, envelope.deliveryKey(mail), example.now(), mail)
                    .ifPresent(headers::putAll);
        }
        return Optional.of(example.post(headers, mail));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
