package dev.postern.ingest.cloudmailin;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads each of CloudMailin's forms. The status is what the sender's mail server is told: 2xx takes the mail, 4xx sends it
 * back, 5xx lets the server try again. A wrong password is answered 503, so that no mail is lost while a person corrects it.
 */
@ApplicationScoped
class CloudmailinAdapter implements ProviderAdapter {
    private static final int MOST_BYTES = 40 * 1024 * 1024;
    private static final Statuses STATUSES = Statuses.USUAL
            .but(Outcome.TAKEN, 201)
            .but(Outcome.NOTHING_TO_TAKE, 201)
            .but(Outcome.NOT_AUTHENTIC, 503);

    @Override
    public String provider() {
        return "cloudmailin";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** The sender's mail server does, for days. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return SharedSecret.check(request, channel).then(() -> {
            Optional<Reading> form = PostedForm.of(request).map(CloudmailinAdapter::mail);
            return form.or(() -> JsonPost.of(request).map(CloudmailinAdapter::mail))
                    .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD));
        });
    }

    private static Reading mail(PostedForm form) {
        List<String> recipients = recipients(
                form.names()
                        .filter(name -> name.startsWith("envelope[recipients]"))
                        .flatMap(name -> Stream.ofNullable(form.text(name))),
                form.text("envelope[to]"));
        Optional<byte[]> raw = form.bytes("message");
        if (raw.isPresent()) {
            return WholeMail.read(raw.get(), null, recipients);
        }
        return mail(
                recipients,
                name -> form.names()
                        .filter(field ->
                                field.equals("headers[" + name + "]") || field.startsWith("headers[" + name + "]["))
                        .flatMap(field -> Stream.ofNullable(form.text(field)))
                        .toList(),
                form.text("plain"),
                form.text("html"));
    }

    private static Reading mail(JsonPost json) {
        List<String> recipients = recipients(json.texts("/envelope/recipients"), json.text("/envelope/to"));
        return mail(
                recipients,
                // Its first format writes names as mails do.
                name -> Stream.of(name, name.replace('_', '-'))
                        .distinct()
                        .flatMap(each -> json.members("/headers", each).stream())
                        .toList(),
                json.text("/plain"),
                json.text("/html"));
    }

    private static Reading mail(
            List<String> recipients, Headers headers, @Nullable String text, @Nullable String html) {
        String subject = headers.first("subject").orElse("");
        String key = DeliveryKeys.ofMail(
                headers.first("message_id").orElse(null), recipients, Macs.bytes(subject + '\n' + text + '\n' + html));
        return WholeMail.toEach(
                recipients,
                key,
                (each, to) -> ProviderMessage.mail(
                        each,
                        to,
                        name -> headers.of(name.toLowerCase(Locale.ROOT).replace('-', '_')),
                        headers.first("from").orElse(null),
                        subject,
                        text,
                        html));
    }

    /** The headers of a name in lower case with underscores, as CloudMailin writes it. */
    @FunctionalInterface
    private interface Headers {
        List<String> of(String name);

        default Optional<String> first(String name) {
            return of(name).stream().findFirst();
        }
    }

    private static List<String> recipients(Stream<String> all, @Nullable String first) {
        List<String> recipients = all.toList();
        return recipients.isEmpty() && first != null ? List.of(first) : recipients;
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        byte[] body = JsonPost.written(Map.of(
                "headers",
                        Map.of(
                                "from", example.sender(),
                                "to", example.recipient(),
                                "subject", Example.SUBJECT,
                                "message_id", example.messageId()),
                "envelope", Map.of("from", example.sender(), "to", example.recipient()),
                "plain", example.text()));
        return Optional.of(example.json(SharedSecret.headers(channel), body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
