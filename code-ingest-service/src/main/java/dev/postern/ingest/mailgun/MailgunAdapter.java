package dev.postern.ingest.mailgun;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.DeliveryKeys;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PostedForm;
import dev.postern.ingest.form.WholeMail;
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
import dev.postern.ingest.provider.SingleUse;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form. Its signature covers a time and a token and neither the mail nor its recipient, so the token is good for one post.
 * The mail is known by its own id and the recipient: an attempt under a new token is the mail that came before.
 */
@ApplicationScoped
class MailgunAdapter implements ProviderAdapter {
    private static final int MOST_BYTES = 40 * 1024 * 1024;
    // Mailgun tries again for eight hours.
    private static final TimeWindow WINDOW = TimeWindow.forRetriesOf(Duration.ofHours(8));
    private static final Statuses STATUSES = Statuses.USUAL
            .but(Outcome.NOT_UNDERSTOOD, 406)
            .but(Outcome.UNKNOWN_CHANNEL, 406)
            .but(Outcome.TOO_LARGE, 406)
            .triesAgainAfter429();

    private static final List<String> CONTENT =
            List.of("recipient", "from", "subject", "body-plain", "body-html", "body-mime");
    private static final byte[] NOTHING = {};

    private final Clock clock;

    MailgunAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "mailgun";
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** For eight hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        Optional<PostedForm> form = PostedForm.of(request);
        if (form.isEmpty()) {
            return JsonPost.of(request)
                    .map(json -> news(json, channel))
                    .orElseGet(() -> new Reading.Refused(Refusal.MISSING_SIGNATURE));
        }
        // A header of the mail may have the name of a field; Mailgun's own come last.
        String timestamp = form.get().lastText("timestamp");
        String token = form.get().lastText("token");
        String signature = form.get().lastText("signature");
        if (timestamp == null || token == null || token.isEmpty() || signature == null) {
            return new Reading.Refused(Refusal.MISSING_SIGNATURE);
        }
        return check(channel, timestamp, token, signature)
                .then(() -> under(
                        new SingleUse(token, DigestUtils.sha256Hex(content(form.get())), true), mail(form.get())));
    }

    /** What Mailgun tells of mails that were sent: delivered, opened. It is in JSON and holds no mail. */
    private Reading news(JsonPost json, Channel channel) {
        String token = json.textOrEmpty("/signature/token");
        if (token.isEmpty()) {
            return new Reading.Refused(Refusal.MISSING_SIGNATURE);
        }
        return check(channel, json.textOrEmpty("/signature/timestamp"), token, json.textOrEmpty("/signature/signature"))
                .then(Reading.HoldsNothing::new);
    }

    private Proof check(Channel channel, String timestamp, String token, String signature) {
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            genuine |= Macs.same(signature(secret, timestamp, token), signature.toLowerCase(Locale.ROOT));
        }
        return genuine ? WINDOW.of(TimeWindow.seconds(timestamp), clock.instant(), channel) : Proof.BAD;
    }

    private static String signature(String secret, String timestamp, String token) {
        return HexFormat.of().formatHex(Macs.of(HmacAlgorithms.HMAC_SHA_256, secret, timestamp + token));
    }

    private static Reading mail(PostedForm form) {
        String recipient = Stream.of("recipient", "To", "to")
                .flatMap(name -> Stream.ofNullable(form.text(name)))
                .findFirst()
                .orElse(null);
        List<String> recipients = recipient == null
                ? List.of()
                : Stream.of(recipient.split(","))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .toList();
        Optional<byte[]> raw = form.bytes("body-mime");
        if (raw.isPresent()) {
            return WholeMail.forwarded(raw.get(), recipients);
        }
        Optional<JsonPost> headers =
                Optional.ofNullable(form.text("message-headers")).flatMap(JsonPost::of);
        String subject = form.text("subject");
        String delivery = DeliveryKeys.ofMail(id(form, headers), List.of(), content(form));
        return WholeMail.toEach(
                recipients,
                delivery,
                (_, to) -> ProviderMessage.mail(
                        delivery + '\n' + to,
                        to,
                        name -> headers.map(pairs -> header(pairs, name)).orElse(List.of()),
                        form.text("from"),
                        subject == null ? "" : subject,
                        form.text("body-plain"),
                        form.text("body-html")));
    }

    /** The mail's own id: a field of its own, and among the headers. */
    private static @Nullable String id(PostedForm form, Optional<JsonPost> headers) {
        String field = form.text("Message-Id");
        return field != null
                ? field
                : headers.stream()
                        .flatMap(pairs -> header(pairs, "Message-Id").stream())
                        .findFirst()
                        .orElse(null);
    }

    private static byte[] content(PostedForm form) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String name : CONTENT) {
            content.writeBytes(form.bytes(name).orElse(NOTHING));
            content.write('\n');
        }
        return content.toByteArray();
    }

    private static Reading under(SingleUse token, Reading reading) {
        return reading instanceof Reading.Holds(List<ProviderMessage> messages, boolean late)
                ? new Reading.Holds(
                        messages.stream().map(message -> message.under(token)).toList(), late)
                : reading;
    }

    private static List<String> header(JsonPost pairs, String name) {
        return pairs.each("")
                .filter(pair -> name.equalsIgnoreCase(pair.textOrEmpty("/0")))
                .map(pair -> pair.textOrEmpty("/1"))
                .toList();
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        String timestamp = Long.toString(example.now().getEpochSecond());
        return channel.secrets().stream()
                .findFirst()
                .map(secret -> Map.ofEntries(
                        Map.entry("recipient", example.recipient()),
                        Map.entry("sender", example.sender()),
                        Map.entry("from", example.sender()),
                        Map.entry("subject", Example.SUBJECT),
                        Map.entry("body-plain", example.text()),
                        Map.entry("Message-Id", example.messageId()),
                        Map.entry("timestamp", timestamp),
                        Map.entry("token", example.id()),
                        Map.entry("signature", signature(secret, timestamp, example.id()))))
                .map(fields -> example.form(Map.of(), fields));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
