package dev.postern.ingest.brevo;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class BrevoVectorsTest extends AdapterVectors {
    BrevoVectorsTest() {
        super("brevo.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new BrevoAdapter();
    }
}
