package dev.postern.ingest.postmark;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads Postmark's JSON, and the whole mail in it where nothing else is there. 403 makes Postmark stop for good. */
@ApplicationScoped
class PostmarkAdapter implements ProviderAdapter {
    // Attachments of 35 MB in Base64.
    private static final int MOST_BYTES = 50 * 1024 * 1024;
    private static final Statuses STATUSES = Statuses.USUAL
            .but(Outcome.NOT_UNDERSTOOD, 403)
            .but(Outcome.UNKNOWN_CHANNEL, 403)
            .but(Outcome.TOO_LARGE, 403)
            .triesAgainAfter429();

    @Override
    public String provider() {
        return "postmark";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** For ten hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SharedSecret.check(request, channel)
                .then(() -> JsonPost.of(request)
                        .map(PostmarkAdapter::mail)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private static Reading mail(JsonPost json) {
        String kind = json.textOrEmpty("/RecordType");
        if (!kind.isEmpty() && !kind.equals("Inbound")) {
            // News of a mail that was sent: delivered, bounced, opened.
            return new Reading.HoldsNothing();
        }
        String id = json.textOrEmpty("/MessageID");
        if (id.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        List<String> recipients = Stream.of("/OriginalRecipient", "/ToFull/0/Email", "/To")
                .map(json::textOrEmpty)
                .filter(to -> !to.isBlank())
                .limit(1)
                .toList();
        String raw = json.text("/RawEmail");
        boolean isParsed = !(json.textOrEmpty("/TextBody") + json.textOrEmpty("/HtmlBody")).isBlank();
        if (!isParsed && raw != null && !raw.isBlank()) {
            return WholeMail.read(Macs.bytes(raw), id, recipients);
        }
        String name = json.textOrEmpty("/FromName");
        String from = json.textOrEmpty("/From");
        return WholeMail.toEach(
                recipients,
                id,
                (key, to) -> ProviderMessage.mail(
                        key,
                        to,
                        header -> header(json, header),
                        name.isBlank() || from.contains("<") ? from : name + " <" + from + ">",
                        json.textOrEmpty("/Subject"),
                        json.text("/TextBody"),
                        json.text("/HtmlBody")));
    }

    private static List<String> header(JsonPost json, String name) {
        return Stream.concat(
                        json.each("/Headers")
                                .filter(header -> name.equalsIgnoreCase(header.textOrEmpty("/Name")))
                                .map(header -> header.textOrEmpty("/Value")),
                        // What has a member of its own is not among the headers.
                        told(json, name))
                .toList();
    }

    private static Stream<String> told(JsonPost json, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "to" -> Stream.of(json.textOrEmpty("/To"));
            case "cc" -> Stream.of(json.textOrEmpty("/Cc"));
            default -> Stream.of();
        };
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = JsonPost.written(Map.of(
                "MessageID", example.id(),
                "From", example.sender(),
                "To", example.recipient(),
                "OriginalRecipient", example.recipient(),
                "Subject", Example.SUBJECT,
                "TextBody", example.text(),
                "Headers", List.of(Map.of("Name", "Message-ID", "Value", example.messageId()))));
        return Optional.of(example.json(SharedSecret.headers(channel), body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
