package dev.postern.ingest.android;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.WebToken;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** httpSMS of NdoleStudio: an event with a web token that covers neither address nor body. */
@ApplicationScoped
class HttpSmsAdapter implements ProviderAdapter {
    private static final String EVENT = "message.phone.received";
    private static final String SCHEME = "bearer ";
    private static final int LEEWAY_SECONDS = 60;

    private final Clock clock;

    HttpSmsAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "httpsms";
    }

    /** No schedule is published. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return check(request, channel)
                .then(() -> JsonPost.of(request)
                        .map(HttpSmsAdapter::message)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private Proof check(WebhookRequest request, Channel channel) {
        if (channel.secrets().isEmpty()) {
            return Proof.GENUINE;
        }
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Proof.MISSING;
        }
        Optional<JsonNode> claims =
                WebToken.claims(authorization.substring(SCHEME.length()).strip(), List.of("HS256"), channel.secrets());
        if (claims.isEmpty()) {
            return Proof.BAD;
        }
        long now = clock.instant().getEpochSecond();
        boolean inTime = claims.get().path("exp").isNumber()
                && now - LEEWAY_SECONDS <= claims.get().path("exp").asLong()
                && now + LEEWAY_SECONDS >= claims.get().path("nbf").asLong();
        return inTime ? Proof.GENUINE : Proof.STALE;
    }

    private static Reading message(JsonPost json) {
        String text = json.textOrEmpty("/data/content");
        boolean readable = json.textOrEmpty("/type").equals(EVENT)
                && !json.textOrEmpty("/data/encrypted").equals("true");
        if (!readable || text.isBlank()) {
            return new Reading.HoldsNothing();
        }
        String id = json.textOrEmpty("/data/message_id");
        String recipient = json.textOrEmpty("/data/owner");
        return id.isEmpty() || recipient.isEmpty()
                ? new Reading.Refused(Refusal.NOT_UNDERSTOOD)
                : new Reading.Holds(ProviderMessage.text(id, recipient, json.text("/data/contact"), text)
                        .heldSince(StatedTime.of(json.text("/data/timestamp"))));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = JsonPost.written(Map.of(
                "type",
                EVENT,
                "data",
                Map.of(
                        "message_id", example.id(),
                        "owner", example.recipient(),
                        "contact", example.sender(),
                        "content", example.text(),
                        "timestamp", example.now().toString())));
        long now = example.now().getEpochSecond();
        byte[] claims = JsonPost.written(Map.of("nbf", now, "exp", now + LEEWAY_SECONDS));
        Map<String, String> headers = channel.secrets().stream()
                .findFirst()
                .map(secret -> Map.of("Authorization", "Bearer " + WebToken.signed(claims, secret)))
                .orElse(Map.of());
        return Optional.of(example.json(headers, body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return Statuses.DROPPING.reply(outcome);
    }
}
