package dev.postern.ingest.twilio;

import dev.postern.extraction.Message;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.recipient.HeaderFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies by {@link TwilioSignature}, reads the form, and answers in TwiML, since Twilio sends a plain text
 * back as a message.
 */
@ApplicationScoped
class TwilioAdapter implements ProviderAdapter {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern CHANNEL = Pattern.compile("^[a-z]{2,20}:(?=.)");
    private static final String EMPTY_TWIML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    // A body has at most 1 600 characters, each of up to twelve bytes in a form, beside a few dozen short fields.
    private static final int MOST_BYTES = 256 * 1024;

    @Override
    public String provider() {
        return "twilio";
    }

    @Override
    public boolean uses(String method) {
        return Set.of("POST", "GET").contains(method);
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** At most five attempts, all within 15 seconds. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        boolean inQuery = request.method().equals("GET");
        Optional<FormFields> form = inQuery
                ? FormFields.parse(request.query())
                : request.mediaType().equals(FORM) ? FormFields.parse(request.body()) : Optional.empty();
        return TwilioSignature.check(request, form, channel.secrets())
                .<Reading>map(Reading.Refused::new)
                // Twilio's JSON posts are other events and hold no message to take.
                .orElseGet(() -> form.map(fields -> message(request, fields)).orElse(new Reading.HoldsNothing()));
    }

    private static Reading message(WebhookRequest request, FormFields form) {
        @Nullable String sid = form.first("MessageSid");
        @Nullable String to = form.first("To");
        @Nullable String body = form.first("Body");
        if (sid == null || !TwilioSignature.signsMessage(sid, request, form) || to == null || to.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        if (body == null || body.isBlank()) {
            return new Reading.HoldsNothing();
        }
        // This id is signed, unlike the idempotency token, and equal in each attempt.
        @Nullable String from = form.first("From");
        Message message = Message.textFrom(from == null ? null : withoutChannel(from), body);
        return new Reading.Holds(new ProviderMessage(sid, withoutChannel(to), HeaderFields.NONE, message));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        String sid = "SM" + example.id();
        Map<String, String> fields = new TreeMap<>(Map.of(
                "MessageSid", sid,
                "SmsMessageSid", sid,
                "From", example.sender(),
                "To", example.recipient(),
                "Body", example.text()));
        return TwilioSignature.headers(example.address(), fields, channel.secrets())
                .map(headers -> example.form(headers, fields));
    }

    /** The addresses of WhatsApp, RCS and others are numbers or names with a word before them. */
    private static String withoutChannel(String address) {
        return CHANNEL.matcher(address).replaceFirst("");
    }

    @Override
    public Reply reply(Outcome outcome) {
        int status = switch (outcome) {
            case TAKEN, NOTHING_TO_TAKE -> 200;
            case NOT_UNDERSTOOD -> 400;
            case NOT_AUTHENTIC -> 403;
            case UNKNOWN_CHANNEL -> 404;
            case TOO_LARGE -> 413;
            case TOO_MANY, UNAVAILABLE -> 503;
        };
        return new Reply(status, "text/xml", EMPTY_TWIML);
    }
}
