package dev.postern.ingest.vonage;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PhoneNumbers;
import dev.postern.ingest.form.PostedForm;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Proof;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of the SMS API, from a query, a form or JSON, and the JSON of the Messages API. Parts of a long text are
 * handed on as parts.
 */
@ApplicationScoped
class VonageAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING.triesAgainAfter429();
    private static final int MOST_PARTS = 255;
    // A part has at most 160 characters. What is longer than two of them waits for no others, and 255 of them fit into
    // an event.
    private static final int LONGEST_PART = 320;

    private final Clock clock;

    VonageAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "vonage";
    }

    @Override
    public boolean uses(String method) {
        return Set.of("POST", "GET").contains(method);
    }

    /** For 24 hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        if (request.header("authorization").isPresent()) {
            return MessagesToken.check(request, channel, clock.instant())
                    .then(() -> JsonPost.of(request)
                            .map(VonageAdapter::message)
                            .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
        }
        Optional<Map<String, String>> fields = fields(request);
        if (request.method().equals("GET") && request.query().isEmpty()) {
            // Whoever enters the address at Vonage has it asked whether somebody answers.
            return new Reading.HoldsNothing();
        }
        if (fields.isEmpty()) {
            return new Reading.Refused(
                    channel.secrets().isEmpty() ? Refusal.NOT_UNDERSTOOD : Refusal.MISSING_SIGNATURE);
        }
        Proof proof = SmsSignature.check(fields.get(), channel, clock.instant());
        // Without a secret the Messages API's posts are not told by their token.
        boolean plainMessage =
                fields.get().containsKey("message_uuid") && channel.secrets().isEmpty();
        return proof.then(() -> plainMessage
                ? JsonPost.of(request).map(VonageAdapter::message).orElseGet(Reading.HoldsNothing::new)
                : text(fields.get()));
    }

    private static Optional<Map<String, String>> fields(WebhookRequest request) {
        Map<String, String> fields = new TreeMap<>();
        if (request.method().equals("GET")) {
            return FormFields.parse(request.query()).map(FormFields::all).map(all -> {
                all.forEach((name, values) -> fields.put(name, values.getFirst()));
                return fields;
            });
        }
        if (request.mediaType().equals(PostedForm.URL_ENCODED)) {
            return FormFields.parse(request.body()).map(FormFields::all).map(all -> {
                all.forEach((name, values) -> fields.put(name, values.getFirst()));
                return fields;
            });
        }
        return JsonPost.of(request).map(json -> {
            json.scalars().forEach(field -> fields.put(field.getKey(), field.getValue()));
            return fields;
        });
    }

    private static Reading text(Map<String, String> fields) {
        String id = fields.getOrDefault("messageId", "");
        String to = fields.getOrDefault("to", "");
        String text = fields.getOrDefault("text", "");
        if (id.isEmpty() || to.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        String from = fields.getOrDefault("msisdn", "");
        ProviderMessage message = ProviderMessage.text(id, PhoneNumbers.withPlus(to), PhoneNumbers.withPlus(from), text)
                .heldSince(StatedTime.of(fields.get("message-timestamp")));
        int of = number(fields.get("concat-total"));
        int number = number(fields.get("concat-part"));
        boolean isPart = "true".equalsIgnoreCase(fields.get("concat")) && of > 1 && number >= 1 && number <= of;
        if (isPart && of <= MOST_PARTS && text.length() <= LONGEST_PART) {
            String group = from + '\n' + to + '\n' + fields.getOrDefault("concat-ref", "");
            return new Reading.Part(message, group, number, of);
        }
        return text.isBlank() ? new Reading.HoldsNothing() : new Reading.Holds(message);
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }

    private static Reading message(JsonPost json) {
        String id = json.textOrEmpty("/message_uuid");
        String to = first(json, "/to", "/to/number");
        String text = first(json, "/text", "/message/content/text");
        if (text.isBlank()) {
            // News of a message that was sent, or a picture.
            return new Reading.HoldsNothing();
        }
        if (id.isEmpty() || to.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        return new Reading.Holds(ProviderMessage.text(
                        id,
                        PhoneNumbers.withPlus(to),
                        PhoneNumbers.withPlus(first(json, "/from", "/from/number")),
                        text)
                .heldSince(StatedTime.of(json.text("/timestamp"))));
    }

    /** A field by its place in version 1 of the API, or in 0.1. */
    private static String first(JsonPost json, String now, String before) {
        String text = json.textOrEmpty(now);
        return text.isEmpty() ? json.textOrEmpty(before) : text;
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        Map<String, String> fields = Map.of(
                "messageId", example.id(),
                "msisdn", example.sender(),
                "to", example.recipient(),
                "text", example.text(),
                "type", "unicode");
        return Optional.of(example.form(Map.of(), SmsSignature.signed(fields, channel, example.now())));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
