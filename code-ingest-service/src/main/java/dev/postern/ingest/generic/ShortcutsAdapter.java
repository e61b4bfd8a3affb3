package dev.postern.ingest.generic;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.NamedExample;
import dev.postern.ingest.form.NamedFields;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.SharedSecret;
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

/**
 * A text that an automation on an iPhone posts. It never tries again, and two automations may post one text, so a text is known by what
 * it says, by whom, in one minute.
 */
@ApplicationScoped
class ShortcutsAdapter implements ProviderAdapter {
    private static final Statuses STATUSES =
            Statuses.USUAL.triesAgainAfter429().explained(SharedSecret.SENTENCE, NamedFields.UNREAD, NamedFields.EMPTY);
    private static final int SECONDS = 60;

    private final Clock clock;

    ShortcutsAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "shortcuts";
    }

    /** A shortcut runs once. */
    @Override
    public Retries retries() {
        return Retries.NONE;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SharedSecret.check(request, channel)
                .then(() -> NamedFields.each(request, (fields, _) -> fields.message(key(fields, channel), channel)));
    }

    private String key(NamedFields fields, Channel channel) {
        long minute = clock.instant().getEpochSecond() / SECONDS;
        return DeliveryKeys.ofBody(Macs.bytes(fields.sender(channel) + '\n' + fields.text(channel) + '\n' + minute));
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
