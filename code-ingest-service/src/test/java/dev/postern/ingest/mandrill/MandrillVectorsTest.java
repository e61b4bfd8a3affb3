package dev.postern.ingest.mandrill;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class MandrillVectorsTest extends AdapterVectors {
    MandrillVectorsTest() {
        super("mandrill.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new MandrillAdapter();
    }
}
