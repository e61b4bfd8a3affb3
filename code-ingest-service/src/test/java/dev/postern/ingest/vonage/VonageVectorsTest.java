package dev.postern.ingest.vonage;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class VonageVectorsTest extends AdapterVectors {
    VonageVectorsTest() {
        super("vonage.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new VonageAdapter(clock);
    }
}
