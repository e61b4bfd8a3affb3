package dev.postern.ingest.sendgrid;

import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PostedForm;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the multipart form, each field in the charset that is named for it, or the whole mail in it. */
@ApplicationScoped
class SendgridAdapter implements ProviderAdapter {
    // SendGrid's limit is 30 MB for everything.
    private static final int MOST_BYTES = 31 * 1024 * 1024;

    private final Clock clock;

    SendgridAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "sendgrid";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** For three days. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SendgridSignature.check(request, channel, clock.instant())
                .then(() -> PostedForm.of(request)
                        .map(SendgridAdapter::mail)
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private static Reading mail(PostedForm form) {
        List<String> recipients = recipients(form);
        Optional<byte[]> raw = form.bytes("email");
        return raw.isPresent() ? WholeMail.read(raw.get(), null, recipients) : parsed(form, recipients);
    }

    private static Reading parsed(PostedForm form, List<String> recipients) {
        String headers = form.text("headers");
        Mail mail = MailParser.parse(Macs.bytes((headers == null ? "" : headers.strip()) + "\r\n\r\n"));
        JsonPost charsets = JsonPost.of(orEmpty(form.text("charsets"), "{}")).orElse(null);
        String subject = orEmpty(text(form, "subject", charsets), "");
        String text = text(form, "text", charsets);
        String html = text(form, "html", charsets);
        String key = DeliveryKeys.ofMail(
                mail.header("message-id").orElse(null), recipients, Macs.bytes(subject + '\n' + text + '\n' + html));
        return WholeMail.toEach(
                recipients,
                key,
                (each, to) -> ProviderMessage.mail(
                        each, to, mail::headers, text(form, "from", charsets), subject, text, html));
    }

    private static List<String> recipients(PostedForm form) {
        List<String> envelope = JsonPost.of(orEmpty(form.text("envelope"), "{}")).stream()
                .flatMap(json -> json.texts("/to"))
                .toList();
        String to = form.text("to");
        return envelope.isEmpty() && to != null ? List.of(to) : envelope;
    }

    private static @Nullable String text(PostedForm form, String field, @Nullable JsonPost charsets) {
        String name = charsets == null ? null : charsets.text("/" + field);
        return name == null ? form.text(field) : form.text(field, name);
    }

    private static String orEmpty(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        if (!SendgridSignature.keys(channel).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(example.parts(
                SharedSecret.headers(channel),
                Map.of(
                        "envelope",
                        new String(
                                JsonPost.written(Map.of("to", List.of(example.recipient()), "from", example.sender())),
                                StandardCharsets.UTF_8),
                        "email",
                        new String(example.mail(), StandardCharsets.UTF_8))));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return Statuses.DROPPING.reply(outcome);
    }
}
