package dev.postern.ingest.mailgun;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.PostedForm;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * Reads the form. Its signature covers a time and a token and neither the mail nor its recipient, so the token, which is good for one
 * post, is the key of the delivery: a second mail under it is the first.
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
            return new Reading.Refused(Refusal.MISSING_SIGNATURE);
        }
        // A header of the mail may have the name of a field; Mailgun's own come last.
        String timestamp = form.get().lastText("timestamp");
        String token = form.get().lastText("token");
        String signature = form.get().lastText("signature");
        if (timestamp == null || token == null || token.isEmpty() || signature == null) {
            return new Reading.Refused(Refusal.MISSING_SIGNATURE);
        }
        return check(channel, timestamp, token, signature).then(() -> mail(form.get(), token));
    }

    private Proof check(Channel channel, String timestamp, String token, String signature) {
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            byte[] expected = Macs.of(HmacAlgorithms.HMAC_SHA_256, secret, timestamp + token);
            genuine |= Macs.same(HexFormat.of().formatHex(expected), signature.toLowerCase(Locale.ROOT));
        }
        return genuine ? WINDOW.of(TimeWindow.seconds(timestamp), clock.instant(), channel) : Proof.BAD;
    }

    private static Reading mail(PostedForm form, String token) {
        String recipient = form.text("recipient");
        List<String> recipients = recipient == null
                ? List.of()
                : Stream.of(recipient.split(","))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .toList();
        Optional<byte[]> raw = form.bytes("body-mime");
        if (raw.isPresent()) {
            return WholeMail.read(raw.get(), token, recipients);
        }
        Optional<JsonPost> headers =
                Optional.ofNullable(form.text("message-headers")).flatMap(JsonPost::of);
        String subject = form.text("subject");
        return WholeMail.toEach(
                recipients,
                token,
                (key, to) -> ProviderMessage.mail(
                        key,
                        to,
                        name -> headers.map(pairs -> header(pairs, name)).orElse(List.of()),
                        form.text("from"),
                        subject == null ? "" : subject,
                        form.text("body-plain"),
                        form.text("body-html")));
    }

    private static List<String> header(JsonPost pairs, String name) {
        return pairs.each("")
                .filter(pair -> name.equalsIgnoreCase(pair.textOrEmpty("/0")))
                .map(pair -> pair.textOrEmpty("/1"))
                .toList();
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
