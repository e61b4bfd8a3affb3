package dev.postern.ingest.generic;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class StandardWebhooksVectorsTest extends AdapterVectors {
    StandardWebhooksVectorsTest() {
        super("standard-webhooks.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new StandardWebhooksAdapter(clock);
    }
}
