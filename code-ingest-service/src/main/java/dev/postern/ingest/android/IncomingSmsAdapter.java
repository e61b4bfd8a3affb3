package dev.postern.ingest.android;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.NamedExample;
import dev.postern.ingest.form.NamedFields;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.SharedSecret;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Incoming SMS to URL forwarder of bogkonstantin. The secret stands in a header. The app does not escape the sender's name, so
 * what it posts may be no JSON; the text is then sought by its name, and without it the whole body is the text.
 */
@ApplicationScoped
class IncomingSmsAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING
            .triesAgainAfter429()
            .explained(SharedSecret.SENTENCE, NamedFields.UNREAD, NamedFields.EMPTY);
    private static final String HEADER = "X-Webhook-Secret";
    private static final Pattern TEXT =
            Pattern.compile("\"(?:text|message|msg|body|content)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,4000})\"");

    @Override
    public String provider() {
        return "incoming-sms";
    }

    /** Ten attempts, over one to three hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        String key = DeliveryKeys.ofBody(request.body());
        return SharedSecret.check(request, channel, channel.setting("header").orElse(HEADER))
                .then(() -> NamedFields.of(request).isPresent()
                        ? NamedFields.each(
                                request, (fields, place) -> fields.message(NamedFields.keyAt(key, place), channel))
                        : broken(request.body(), key, channel));
    }

    private static Reading broken(byte[] body, String key, Channel channel) {
        String whole = new String(body, StandardCharsets.UTF_8);
        if (whole.isBlank()) {
            return new Reading.HoldsNothing();
        }
        Matcher text = TEXT.matcher(whole);
        String said = text.find() ? unescaped(text.group(1)) : whole;
        return new Reading.Holds(ProviderMessage.text(key, channel.channelId(), null, said));
    }

    /** What a string in JSON says; itself when it is none. */
    private static String unescaped(String string) {
        return JsonPost.of("[\"" + string + "\"]").map(json -> json.text("/0")).orElse(string);
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        Map<String, String> headers = channel.secrets().stream()
                .findFirst()
                .map(secret -> Map.of(channel.setting("header").orElse(HEADER), secret))
                .orElse(Map.of());
        return Optional.of(example.json(headers, NamedExample.body(example, channel)));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
