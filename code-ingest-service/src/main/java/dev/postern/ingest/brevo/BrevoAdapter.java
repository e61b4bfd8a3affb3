package dev.postern.ingest.brevo;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.WholeMail;
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

/** Reads the list of mails. Brevo sends again after 429 alone and drops what is answered with any other failure. */
@ApplicationScoped
class BrevoAdapter implements ProviderAdapter {
    private static final int MOST_MAILS = 100;
    private static final Statuses STATUSES =
            Statuses.USUAL.but(Outcome.UNAVAILABLE, 429).triesAgainAfter429();

    @Override
    public String provider() {
        return "brevo";
    }

    @Override
    public int mostBytes() {
        return MAIL_BYTES;
    }

    /** For eleven hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SharedSecret.check(request, channel)
                .then(() -> JsonPost.of(request)
                        .map(BrevoAdapter::mails)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private static Reading mails(JsonPost json) {
        List<ProviderMessage> mails = json.each("/items")
                .limit(MOST_MAILS)
                .flatMap(BrevoAdapter::mail)
                .toList();
        return mails.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(mails);
    }

    private static Stream<ProviderMessage> mail(JsonPost item) {
        String id = Stream.of("/Uuid/0", "/MessageId")
                .map(item::textOrEmpty)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        // A blind copy names its reader in the headers alone.
        List<String> named = item.each("/To")
                .map(to -> to.textOrEmpty("/Address"))
                .filter(to -> !to.isBlank())
                .toList();
        List<String> recipients = named.isEmpty()
                ? Stream.of("Delivered-To", "X-Original-To")
                        .flatMap(header -> item.members("/Headers", header).stream())
                        .limit(1)
                        .toList()
                : named;
        String text = Stream.of("/RawTextBody", "/ExtractedMarkdownMessage")
                .map(item::textOrEmpty)
                .filter(body -> !body.isBlank())
                .findFirst()
                .orElse(null);
        if (id.isEmpty()) {
            return Stream.of();
        }
        String name = item.textOrEmpty("/From/Name");
        String address = item.textOrEmpty("/From/Address");
        Reading reading = WholeMail.toEach(
                recipients,
                id,
                (key, to) -> ProviderMessage.mail(
                        key,
                        to,
                        header -> item.members("/Headers", header),
                        name.isBlank() ? address : name + " <" + address + ">",
                        item.textOrEmpty("/Subject"),
                        text,
                        item.text("/RawHtmlBody")));
        return reading instanceof Reading.Holds holds ? holds.messages().stream() : Stream.of();
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        Map<String, ?> mail = Map.of(
                "Uuid", List.of(example.id()),
                "MessageId", example.messageId(),
                "From", Map.of("Address", example.sender()),
                "To", List.of(Map.of("Address", example.recipient())),
                "Subject", Example.SUBJECT,
                "RawTextBody", example.text());
        return Optional.of(
                example.json(SharedSecret.headers(channel), JsonPost.written(Map.of("items", List.of(mail)))));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
