package dev.postern.ingest.plivo;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class PlivoVectorsTest extends AdapterVectors {
    PlivoVectorsTest() {
        super("plivo.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new PlivoAdapter();
    }
}
