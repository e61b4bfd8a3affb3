package dev.postern.ingest.cloudmailin;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class CloudmailinVectorsTest extends AdapterVectors {
    CloudmailinVectorsTest() {
        super("cloudmailin.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new CloudmailinAdapter();
    }
}
