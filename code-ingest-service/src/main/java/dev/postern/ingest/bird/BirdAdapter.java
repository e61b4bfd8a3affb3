package dev.postern.ingest.bird;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PhoneNumbers;
import dev.postern.ingest.form.PostedForm;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.StandardWebhooks;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells by the header which generation signed, and reads Bird's JSON and the classic API's form. */
@ApplicationScoped
class BirdAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING.triesAgainAfter429();

    private final Clock clock;

    BirdAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "bird";
    }

    /** For eight hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return check(request, channel).then(() -> {
            if (request.mediaType().equals(PostedForm.URL_ENCODED)) {
                return FormFields.parse(request.body())
                        .map(BirdAdapter::classic)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD));
            }
            return JsonPost.of(request)
                    .map(BirdAdapter::message)
                    .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD));
        });
    }

    private Proof check(WebhookRequest request, Channel channel) {
        Instant now = clock.instant();
        if (request.header(ClassicToken.HEADER).isPresent()) {
            return ClassicToken.check(request, channel, now);
        }
        return StandardWebhooks.isUsed(request)
                ? StandardWebhooks.check(request, channel, now)
                : BirdSignature.check(request, channel, now);
    }

    private static Reading message(JsonPost json) {
        // What is sent from here is told of, too.
        if (json.textOrEmpty("/payload/direction").equals("outgoing")) {
            return new Reading.HoldsNothing();
        }
        if (json.text("/originator") != null) {
            // The classic API's fields, in JSON.
            String text = json.text("/payload");
            return reading(
                    json.text("/id"),
                    json.text("/recipient"),
                    json.text("/originator"),
                    text == null ? json.text("/body") : text,
                    json.text("/createdDatetime"));
        }
        String connector = json.text("/payload/receiver/connector/identifierValue");
        return reading(
                json.text("/payload/id"),
                connector == null ? json.text("/payload/receiver/contacts/0/identifierValue") : connector,
                json.text("/payload/sender/contact/identifierValue"),
                json.text("/payload/body/text/text"),
                json.text("/payload/createdAt"));
    }

    private static Reading classic(FormFields form) {
        String text = form.first("payload");
        return reading(
                form.first("id"),
                form.first("recipient"),
                form.first("originator"),
                text == null ? form.first("body") : text,
                form.first("createdDatetime"));
    }

    private static Reading reading(
            @Nullable String id,
            @Nullable String to,
            @Nullable String from,
            @Nullable String text,
            @Nullable String created) {
        if (text == null || text.isBlank()) {
            return new Reading.HoldsNothing();
        }
        if (id == null || id.isEmpty() || to == null || to.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        return new Reading.Holds(ProviderMessage.text(
                        id, PhoneNumbers.withPlus(to), from == null ? null : PhoneNumbers.withPlus(from), text)
                .heldSince(StatedTime.of(created)));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = JsonPost.written(Map.of(
                "service",
                "channels",
                "event",
                "sms.inbound",
                "payload",
                Map.of(
                        "id", example.id(),
                        "sender", Map.of("contact", Map.of("identifierValue", example.sender())),
                        "receiver", Map.of("connector", Map.of("identifierValue", example.recipient())),
                        "body", Map.of("type", "text", "text", Map.of("text", example.text())),
                        "direction", "incoming",
                        "createdAt", example.now().toString())));
        return Optional.of(example.json(BirdSignature.headers(example.address(), body, channel, example.now()), body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
