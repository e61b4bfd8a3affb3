package dev.postern.ingest.generic;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.NamedExample;
import dev.postern.ingest.form.NamedFields;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.SharedSecret;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * A message with named fields from any program, with a secret in {@code Authorization} or in a header of the program's choice. A message
 * is known by the header {@code Idempotency-Key}, by its own id, or by what was posted.
 */
@ApplicationScoped
class PushAdapter implements ProviderAdapter {
    private static final Statuses STATUSES =
            Statuses.USUAL.triesAgainAfter429().explained(SharedSecret.SENTENCE, NamedFields.UNREAD, NamedFields.EMPTY);
    private static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final String HEADER = "X-Webhook-Secret";

    @Override
    public String provider() {
        return "push";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** Some tools try again for seconds, most do not. */
    @Override
    public Retries retries() {
        return Retries.NONE;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SharedSecret.check(request, channel, channel.setting("header").orElse(HEADER))
                .then(() -> NamedFields.each(
                        request, (fields, place) -> fields.message(key(request, fields, place, channel), channel)));
    }

    private static String key(WebhookRequest request, NamedFields fields, int place, Channel channel) {
        return request.header("Idempotency-Key")
                .filter(key -> !key.isBlank())
                .map(key -> NamedFields.keyAt(key, place))
                .or(() -> Optional.ofNullable(fields.id(channel)))
                .orElseGet(() -> NamedFields.keyAt(DeliveryKeys.ofBody(request.body()), place));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        return Optional.of(example.json(SharedSecret.headers(channel), NamedExample.body(example, channel)));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
