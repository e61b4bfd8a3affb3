package dev.postern.ingest.mandrill;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PostedForm;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.jspecify.annotations.Nullable;

/**
 * Checks HMAC-SHA1 over address and fields. Before a channel's key is known, Mandrill asks whether the address is there: by HEAD, and by
 * an empty list under a key that everybody knows, which counts for nothing else.
 */
@ApplicationScoped
class MandrillAdapter implements ProviderAdapter {
    private static final String EVENTS = "mandrill_events";
    private static final String SIGNATURE = "X-Mandrill-Signature";
    private static final String KEY_OF_URL_CHECK = "test-webhook";
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_BYTES = 40 * 1024 * 1024;

    @Override
    public String provider() {
        return "mandrill";
    }

    @Override
    public boolean uses(String method) {
        return Set.of("POST", "HEAD").contains(method);
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
        if (request.method().equals("HEAD")) {
            return new Reading.HoldsNothing();
        }
        Optional<FormFields> form = request.mediaType().equals(PostedForm.URL_ENCODED)
                ? FormFields.parse(request.body())
                : Optional.empty();
        Optional<String> signature = request.header(SIGNATURE);
        if (form.isEmpty() || signature.isEmpty()) {
            return new Reading.Refused(Refusal.MISSING_SIGNATURE);
        }
        String signed = signedText(request, form.get());
        if (isSigned(signature.get(), signed, channel.secrets())) {
            return Proof.GENUINE.then(() -> mails(form.get()));
        }
        boolean isUrlCheck = "[]".equals(form.get().first(EVENTS))
                && form.get().all().size() == 1
                && isSigned(signature.get(), signed, List.of(KEY_OF_URL_CHECK));
        return isUrlCheck ? new Reading.HoldsNothing() : new Reading.Refused(Refusal.BAD_SIGNATURE);
    }

    private static boolean isSigned(String signature, String signed, List<String> keys) {
        boolean genuine = false;
        for (String key : keys) {
            genuine |= Macs.isBase64Of(Macs.of(HmacAlgorithms.HMAC_SHA_1, key, signed), signature);
        }
        return genuine;
    }

    private static String signedText(WebhookRequest request, FormFields form) {
        StringBuilder signed = new StringBuilder(request.url());
        form.all()
                .forEach((name, values) ->
                        values.forEach(value -> signed.append(name).append(value)));
        return signed.toString();
    }

    private static Reading mails(FormFields form) {
        String events = form.first(EVENTS);
        Optional<JsonPost> list = events == null ? Optional.empty() : JsonPost.of(events);
        if (list.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        List<ProviderMessage> mails = list.get()
                .each("")
                .limit(MOST_EVENTS)
                .filter(event -> event.textOrEmpty("/event").equals("inbound"))
                .map(MandrillAdapter::mail)
                // A mail that cannot be read must not make the others come again.
                .flatMap(mail -> mail instanceof Reading.Holds holds ? holds.messages().stream() : Stream.of())
                .toList();
        return mails.isEmpty() ? new Reading.HoldsNothing() : new Reading.Holds(mails);
    }

    private static Reading mail(JsonPost event) {
        List<String> recipients = Stream.of("/msg/email", "/msg/to/0/0")
                .map(event::textOrEmpty)
                .filter(to -> !to.isBlank())
                .limit(1)
                .toList();
        String text = event.text("/msg/text");
        String html = event.text("/msg/html");
        String raw = event.text("/msg/raw_msg");
        if (isBlank(text) && isBlank(html) && raw != null) {
            return WholeMail.read(Macs.bytes(raw), null, recipients);
        }
        String key = DeliveryKeys.ofMail(
                event.member("/msg/headers", "Message-Id").orElse(null),
                recipients,
                Macs.bytes(event.textOrEmpty("/msg/subject") + '\n' + text + '\n' + html));
        return WholeMail.toEach(
                recipients,
                key,
                (each, to) -> ProviderMessage.mail(
                        each,
                        to,
                        name -> event.members("/msg/headers", name),
                        event.text("/msg/from_email"),
                        event.textOrEmpty("/msg/subject"),
                        text,
                        html));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        Map<String, ?> event = Map.of(
                "event",
                "inbound",
                "msg",
                Map.of(
                        "email", example.recipient(),
                        "from_email", example.sender(),
                        "subject", Example.SUBJECT,
                        "text", example.text(),
                        "headers", Map.of("Message-Id", example.messageId())));
        String events = new String(JsonPost.written(List.of(event)), StandardCharsets.UTF_8);
        return channel.secrets().stream()
                .findFirst()
                .map(key -> Macs.base64(
                        HmacAlgorithms.HMAC_SHA_1, key, List.of(Macs.bytes(example.address() + EVENTS + events))))
                .map(signature -> example.form(Map.of(SIGNATURE, signature), Map.of(EVENTS, events)));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return Statuses.DROPPING.reply(outcome);
    }
}
