package dev.postern.ingest.infobip;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PhoneNumbers;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.SharedSecret;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks a secret in {@code Authorization} and reads the list of messages. */
@ApplicationScoped
class InfobipAdapter implements ProviderAdapter {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_MESSAGES = 1_000;

    @Override
    public String provider() {
        return "infobip";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** No schedule is published. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SharedSecret.check(request, channel)
                .then(() -> JsonPost.of(request)
                        .map(InfobipAdapter::messages)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private static Reading messages(JsonPost json) {
        boolean isList = json.each("/results").findAny().isPresent();
        List<ProviderMessage> messages = (isList ? json.each("/results") : Stream.of(json))
                .limit(MOST_MESSAGES)
                .flatMap(result -> message(result).stream())
                .toList();
        return messages.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(messages);
    }

    private static Optional<ProviderMessage> message(JsonPost result) {
        String id = result.textOrEmpty("/messageId");
        String to = result.textOrEmpty("/to");
        String text = result.textOrEmpty("/text");
        if (id.isEmpty() || to.isEmpty() || text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(ProviderMessage.text(
                        id, PhoneNumbers.withPlus(to), PhoneNumbers.withPlus(result.textOrEmpty("/from")), text)
                .heldSince(StatedTime.of(result.text("/receivedAt"))));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        Map<String, ?> message = Map.of(
                "messageId", example.id(),
                "from", example.sender(),
                "to", example.recipient(),
                "text", example.text(),
                "receivedAt", example.now().toString());
        return Optional.of(
                example.json(SharedSecret.headers(channel), JsonPost.written(Map.of("results", List.of(message)))));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return Statuses.DROPPING.reply(outcome);
    }
}
