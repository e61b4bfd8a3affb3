package dev.postern.ingest.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts posts by provider and outcome: {@code postern_webhooks_total}. */
@ApplicationScoped
class WebhookMetrics {
    private final MeterRegistry registry;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(ProviderAdapter adapter, Outcome outcome) {
        registry.counter("postern.webhooks", "provider", adapter.provider(), "outcome", outcome.wireName())
                .increment();
    }
}
