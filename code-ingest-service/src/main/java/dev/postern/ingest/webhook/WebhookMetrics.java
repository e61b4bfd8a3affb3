package dev.postern.ingest.webhook;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.WireNamed;
import dev.postern.ingest.message.Received;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts by provider: posts by outcome ({@code postern_webhooks_total}), refused posts by reason
 * ({@code postern_webhooks_refused_total}), and messages by what they became ({@code postern_webhook_messages_total}).
 */
@ApplicationScoped
public class WebhookMetrics {
    private static final String PROVIDER = "provider";

    private final MeterRegistry registry;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What a message became. */
    enum Became implements WireNamed {
        /** A code or a link was found. */
        ACCEPTED(Verdict.ACCEPTED),
        /** Nothing was found; the message is kept for a person. */
        ABSTAINED(Verdict.NO_CODE),
        /** This process took the delivery before; it is one event. */
        DUPLICATE(Verdict.DUPLICATE),
        /** It is a part of a long text, which is read once all parts are there. */
        PART(Verdict.NO_CODE);

        private final Verdict verdict;

        Became(Verdict verdict) {
            this.verdict = verdict;
        }

        /** As the channel's owner is told of it. */
        Verdict verdict() {
            return verdict;
        }

        static Became of(boolean first, Received received) {
            if (!first) {
                return DUPLICATE;
            }
            return switch (received) {
                case Received.Parsed _ -> ACCEPTED;
                case Received.Part _ -> PART;
                case Received.Unparsed _, Received.TooLongToKeep _ -> ABSTAINED;
            };
        }
    }

    /** Counts how a post ended. */
    public void count(String provider, Outcome outcome) {
        registry.counter("postern.webhooks", PROVIDER, provider, "outcome", outcome.wireName())
                .increment();
    }

    void countRefused(String provider, Refusal reason) {
        countRefused(provider, reason.wireName());
    }

    /** @param reason of the list that a channel's owner is shown */
    void countRefused(String provider, String reason) {
        registry.counter("postern.webhooks.refused", PROVIDER, provider, "reason", reason)
                .increment();
    }

    void countMessage(String provider, Became became) {
        registry.counter("postern.webhook.messages", PROVIDER, provider, "became", became.wireName())
                .increment();
    }
}
