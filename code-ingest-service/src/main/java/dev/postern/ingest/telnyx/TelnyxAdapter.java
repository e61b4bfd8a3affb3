package dev.postern.ingest.telnyx;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.PublicKeys;
import dev.postern.ingest.proof.TimeWindow;
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
import java.util.List;
import java.util.Optional;

/** Checks Ed25519 over timestamp, {@code |} and body with the account's public key, and reads what was received. */
@ApplicationScoped
class TelnyxAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING.triesAgainAfter429();

    private final Clock clock;

    TelnyxAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "telnyx";
    }

    /** Three attempts at each address. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return check(request, channel)
                .then(() -> JsonPost.of(request)
                        .map(TelnyxAdapter::message)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private Proof check(WebhookRequest request, Channel channel) {
        Optional<String> signature = request.header("telnyx-signature-ed25519");
        Optional<String> timestamp = request.header("telnyx-timestamp");
        if (signature.isEmpty() || timestamp.isEmpty()) {
            return Proof.MISSING;
        }
        List<byte[]> signed = List.of(Macs.bytes(timestamp.get() + "|"), request.body());
        boolean genuine = PublicKeys.decoded(signature.get())
                .filter(bytes -> channel.secrets().stream()
                        .flatMap(secret -> PublicKeys.ed25519(secret).stream())
                        .anyMatch(key -> PublicKeys.verify("Ed25519", key, bytes, signed)))
                .isPresent();
        return genuine
                ? TimeWindow.FRESH_ONLY.of(TimeWindow.seconds(timestamp.get()), clock.instant(), channel)
                : Proof.BAD;
    }

    private static Reading message(JsonPost json) {
        if (!json.textOrEmpty("/data/event_type").equals("message.received")
                || !json.textOrEmpty("/data/payload/direction").equals("inbound")) {
            return new Reading.HoldsNothing();
        }
        String id = json.textOrEmpty("/data/payload/id");
        String to = json.textOrEmpty("/data/payload/to/0/phone_number");
        String text = json.textOrEmpty("/data/payload/text");
        if (id.isEmpty() || to.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        return text.isBlank()
                ? new Reading.HoldsNothing()
                : new Reading.Holds(ProviderMessage.text(id, to, json.text("/data/payload/from/phone_number"), text)
                        .heldSince(StatedTime.of(json.text("/data/payload/received_at"))));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
