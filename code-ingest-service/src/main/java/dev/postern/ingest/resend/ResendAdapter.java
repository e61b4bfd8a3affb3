package dev.postern.ingest.resend;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.StandardWebhooks;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Checks Svix's signature, and reads the mail that a post names: with an API key among the channel's secrets it is fetched, without one
 * only the subject is known.
 */
@ApplicationScoped
class ResendAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING.triesAgainAfter429();
    private static final Logger LOGGER = Logger.getLogger(ResendAdapter.class);
    private static final String RECEIVED = "email.received";
    private static final String KEY_PREFIX = "re_";

    private final Clock clock;
    private final ReceivedMails mails;

    ResendAdapter(Clock clock, ReceivedMails mails) {
        this.clock = clock;
        this.mails = mails;
    }

    @Override
    public String provider() {
        return "resend";
    }

    @Override
    public int mostBytes() {
        return 1024 * 1024;
    }

    @Override
    public boolean bringsMail() {
        return true;
    }

    /** For 28 hours. */
    @Override
    public Retries retries() {
        return Retries.LONG;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        return StandardWebhooks.check(request, channel, clock.instant())
                .then(() -> JsonPost.of(request)
                        .map(json -> mail(json, channel))
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private Reading mail(JsonPost json, Channel channel) {
        if (!json.textOrEmpty("/type").equals(RECEIVED)) {
            return new Reading.HoldsNothing();
        }
        String id = json.textOrEmpty("/data/email_id");
        if (!ReceivedMails.isId(id)) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        List<String> receivedFor = json.texts("/data/received_for").toList();
        List<String> recipients = receivedFor.isEmpty() ? json.texts("/data/to").toList() : receivedFor;
        Optional<JsonPost> whole;
        try {
            whole = channel.secrets().stream()
                    .filter(secret -> secret.startsWith(KEY_PREFIX))
                    .findFirst()
                    .map(key -> mails.fetch(id, key));
        } catch (ProviderCalls.OutOfReach e) {
            LOGGER.warnf("Resend could not be asked channelId=%s problem=%s", channel.channelId(), e.reason());
            return new Reading.Undecided();
        }
        return WholeMail.toEach(
                recipients,
                id,
                (key, to) -> ProviderMessage.mail(
                                key,
                                to,
                                name -> header(json, whole, name),
                                json.text("/data/from"),
                                json.textOrEmpty("/data/subject"),
                                whole.map(mail -> mail.textOrEmpty("/text")).orElse(null),
                                whole.map(mail -> mail.textOrEmpty("/html")).orElse(null))
                        .heldSince(StatedTime.of(json.text("/data/created_at"))));
    }

    /** A mail that was not fetched has the headers that the post tells. */
    private static List<String> header(JsonPost json, Optional<JsonPost> whole, String name) {
        List<String> fetched = whole.map(mail -> mail.members("/headers", name)).orElseGet(List::of);
        boolean isTold = name.equalsIgnoreCase("to") || name.equalsIgnoreCase("cc");
        return fetched.isEmpty() && isTold
                ? json.texts("/data/" + name.toLowerCase(Locale.ROOT)).toList()
                : fetched;
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        boolean fetches = channel.secrets().stream().anyMatch(secret -> secret.startsWith(KEY_PREFIX));
        if (fetches) {
            return Optional.empty();
        }
        // Of a mail that is not fetched the subject alone is known.
        byte[] body = JsonPost.written(Map.of(
                "type",
                RECEIVED,
                "data",
                Map.of(
                        "email_id", example.id(),
                        "created_at", example.now().toString(),
                        "from", example.sender(),
                        "to", List.of(example.recipient()),
                        "subject", example.text())));
        return StandardWebhooks.headers(channel, "msg_" + example.id(), example.now(), body)
                .map(headers -> example.json(headers, body));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
