package dev.postern.ingest.sinch;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PhoneNumbers;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.SharedSecret;
import dev.postern.ingest.proof.TimeWindow;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.HmacAlgorithms;

/** Checks HMAC-SHA256 over body, nonce and timestamp, joined by dots, or a secret in {@code Authorization}. */
@ApplicationScoped
class SinchAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.USUAL.triesAgainAfter429();
    private static final String PREFIX = "x-sinch-webhook-signature";
    // Sinch tries again for almost 23 hours.
    private static final TimeWindow WINDOW = TimeWindow.forRetriesOf(Duration.ofHours(23));

    private final Clock clock;

    SinchAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "sinch";
    }

    /** For about 22 hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        Proof proof = request.header(PREFIX).isPresent() && !channel.secrets().isEmpty()
                ? check(request, channel)
                : SharedSecret.check(request, channel);
        return proof.then(() -> JsonPost.of(request)
                .map(SinchAdapter::message)
                .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private Proof check(WebhookRequest request, Channel channel) {
        Optional<String> signature = request.header(PREFIX);
        Optional<String> nonce = request.header(PREFIX + "-nonce");
        Optional<String> timestamp = request.header(PREFIX + "-timestamp");
        if (signature.isEmpty() || nonce.isEmpty() || timestamp.isEmpty()) {
            return Proof.MISSING;
        }
        if (!request.header(PREFIX + "-algorithm").orElse("HmacSHA256").equalsIgnoreCase("HmacSHA256")) {
            return Proof.BAD;
        }
        List<byte[]> signed = List.of(request.body(), Macs.bytes("." + nonce.get() + "." + timestamp.get()));
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            genuine |=
                    Macs.isBase64Of(Macs.of(HmacAlgorithms.HMAC_SHA_256, Macs.bytes(secret), signed), signature.get());
        }
        return genuine ? WINDOW.of(TimeWindow.seconds(timestamp.get()), clock.instant(), channel) : Proof.BAD;
    }

    private static Map<String, String> headers(Channel channel, Example example, byte[] body) {
        if (channel.secrets().isEmpty() || channel.secrets().getFirst().contains(":")) {
            return SharedSecret.headers(channel);
        }
        String timestamp = Long.toString(example.now().getEpochSecond());
        List<byte[]> signed = List.of(body, Macs.bytes("." + example.id() + "." + timestamp));
        return Map.of(
                PREFIX,
                Macs.base64(HmacAlgorithms.HMAC_SHA_256, channel.secrets().getFirst(), signed),
                PREFIX + "-nonce",
                example.id(),
                PREFIX + "-timestamp",
                timestamp,
                PREFIX + "-algorithm",
                "HmacSHA256");
    }

    private static Reading message(JsonPost json) {
        String id = json.textOrEmpty("/id");
        String to = json.textOrEmpty("/to");
        String text = switch (json.textOrEmpty("/type")) {
            case "mo_text" -> json.textOrEmpty("/body");
            case "mo_media" -> json.textOrEmpty("/body/message");
            // Binary messages and reports hold no text.
            default -> "";
        };
        if (text.isBlank()) {
            return new Reading.HoldsNothing();
        }
        if (id.isEmpty() || to.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        return new Reading.Holds(ProviderMessage.text(
                        id, PhoneNumbers.withPlus(to), PhoneNumbers.withPlus(json.textOrEmpty("/from")), text)
                .heldSince(StatedTime.of(json.text("/received_at"))));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = JsonPost.written(Map.of(
                "type", "mo_text",
                "id", example.id(),
                "from", example.sender(),
                "to", example.recipient(),
                "body", example.text(),
                "received_at", example.now().toString()));
        return Optional.of(example.json(headers(channel, example, body), body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
