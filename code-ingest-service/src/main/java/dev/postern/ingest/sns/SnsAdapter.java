package dev.postern.ingest.sns;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Checks an SNS message and confirms the subscription of a topic that the channel allows; its subclasses read what a
 * notification says. SNS sends again after 5xx and 429 only.
 */
abstract class SnsAdapter implements ProviderAdapter {
    private static final Logger LOGGER = Logger.getLogger(SnsAdapter.class);
    private static final Statuses STATUSES = Statuses.USUAL
            .but(Outcome.NOT_AUTHENTIC, 403)
            .but(Outcome.UNKNOWN_CHANNEL, 403)
            .triesAgainAfter429();

    private static final int MOST_BYTES = 64 * 1024;

    private final SnsSignature signature;
    private final ProviderCalls calls;

    SnsAdapter(SnsSignature signature, ProviderCalls calls) {
        this.signature = signature;
        this.calls = calls;
    }

    /** Reads the text of a notification. */
    abstract Reading notification(JsonPost envelope, String message);

    /** Three attempts, 20 seconds apart, unless the topic's policy says more. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        Optional<JsonPost> envelope = JsonPost.of(request);
        if (envelope.isEmpty() || envelope.get().text("/Signature") == null) {
            return new Reading.Refused(Refusal.MISSING_SIGNATURE);
        }
        JsonPost json = envelope.get();
        try {
            Proof proof = signature.check(json, channel);
            return proof.then(() -> genuine(json, channel));
        } catch (ProviderCalls.OutOfReach e) {
            LOGGER.warnf("Amazon SNS could not be asked channelId=%s problem=%s", channel.channelId(), e.reason());
            return new Reading.Undecided();
        }
    }

    private Reading genuine(JsonPost json, Channel channel) {
        return switch (json.textOrEmpty("/Type")) {
            case "Notification" -> notification(json, json.textOrEmpty("/Message"));
            case "SubscriptionConfirmation" -> confirm(json.textOrEmpty("/SubscribeURL"), channel);
            case "UnsubscribeConfirmation" -> {
                // The address in it would subscribe again.
                LOGGER.warnf("A topic does not post to a channel any more channelId=%s", channel.channelId());
                yield new Reading.HoldsNothing();
            }
            default -> new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        };
    }

    private Reading confirm(String subscribeUrl, Channel channel) {
        if (!AwsAddresses.confirmsSubscription(subscribeUrl)) {
            return new Reading.Refused(Refusal.SUBSCRIBE_URL_NOT_ALLOWED);
        }
        calls.get(subscribeUrl, null, MOST_BYTES);
        LOGGER.infof("A topic's subscription was confirmed channelId=%s", channel.channelId());
        return new Reading.HoldsNothing();
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome);
    }
}
