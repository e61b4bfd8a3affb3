package dev.postern.ingest.generic;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.NamedExample;
import dev.postern.ingest.form.NamedFields;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.StandardWebhooks;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** A message with named fields from any program that signs as Standard Webhooks says. 410 would make some end for good. */
@ApplicationScoped
class StandardWebhooksAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING
            .triesAgainAfter429()
            .explained(StandardWebhooks.SENTENCE, NamedFields.UNREAD, NamedFields.EMPTY);
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    private final Clock clock;

    StandardWebhooksAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "standard-webhooks";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** The specification leaves it to the sender. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return StandardWebhooks.check(request, channel, clock.instant())
                .then(() -> NamedFields.each(
                        request,
                        (fields, place) -> fields.message(
                                NamedFields.keyAt(StandardWebhooks.id(request).orElseThrow(), place), channel)));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = NamedExample.body(example, channel);
        return StandardWebhooks.headers(channel, "msg_" + example.id(), example.now(), body)
                .map(headers -> example.json(headers, body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
