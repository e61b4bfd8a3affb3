package dev.postern.ingest.android;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;

/** SMS Gateway for Android of capcom6: HMAC-SHA256 over body and timestamp, in hexadecimal, anew for each attempt. */
@ApplicationScoped
class SmsGatewayAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING
            .triesAgainAfter429()
            .explained(
                    "The signature is missing, wrong or too old. Make the app's signing key a secret of the channel,"
                            + " and set the phone's clock. The posts of the channel say more.",
                    "The post is not JSON as the app sends it.",
                    "Only the event sms:received brings a text. Nothing was taken.");

    private static final String EVENT = "sms:received";
    private static final String SIGNATURE = "X-Signature";
    private static final String TIMESTAMP = "X-Timestamp";

    private final Clock clock;

    SmsGatewayAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "sms-gateway";
    }

    /** For two days. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return check(request, channel)
                .then(() -> JsonPost.of(request)
                        .map(json -> message(json, request, channel))
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private Proof check(WebhookRequest request, Channel channel) {
        Optional<String> signature = request.header(SIGNATURE);
        Optional<String> timestamp = request.header(TIMESTAMP);
        if (signature.isEmpty() || timestamp.isEmpty()) {
            return Proof.MISSING;
        }
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            genuine |= Macs.same(
                    signature(secret, request.body(), timestamp.get()),
                    signature.get().toLowerCase(Locale.ROOT));
        }
        return genuine
                ? TimeWindow.FRESH_ONLY.of(TimeWindow.seconds(timestamp.get()), clock.instant(), channel)
                : Proof.BAD;
    }

    private static String signature(String secret, byte[] body, String timestamp) {
        return HexFormat.of()
                .formatHex(
                        Macs.of(HmacAlgorithms.HMAC_SHA_256, Macs.bytes(secret), List.of(body, Macs.bytes(timestamp))));
    }

    private static Reading message(JsonPost json, WebhookRequest request, Channel channel) {
        String text = json.textOrEmpty("/payload/message");
        if (!json.textOrEmpty("/event").equals(EVENT) || text.isBlank()) {
            return new Reading.HoldsNothing();
        }
        String named = json.textOrEmpty("/id");
        // A version without ids posts equal bytes at each attempt.
        String id = named.isEmpty() ? DeliveryKeys.ofBody(request.body()) : named;
        String sender = Stream.of("/payload/sender", "/payload/phoneNumber")
                .flatMap(pointer -> Stream.ofNullable(json.text(pointer)))
                .findFirst()
                .orElse(null);
        String recipient = json.textOrEmpty("/payload/recipient");
        // Some phones do not know their own number.
        return new Reading.Holds(
                ProviderMessage.text(id, recipient.isBlank() ? channel.channelId() : recipient, sender, text)
                        .heldSince(StatedTime.of(json.text("/payload/receivedAt"))));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = JsonPost.written(Map.of(
                "event",
                EVENT,
                "id",
                example.id(),
                "payload",
                Map.of(
                        "message", example.text(),
                        "sender", example.sender(),
                        "recipient", example.recipient(),
                        "receivedAt", example.now().toString())));
        String timestamp = Long.toString(example.now().getEpochSecond());
        return channel.secrets().stream()
                .findFirst()
                .map(secret -> Map.of(TIMESTAMP, timestamp, SIGNATURE, signature(secret, body, timestamp)))
                .map(headers -> example.json(headers, body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
