package dev.postern.ingest.sinch;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class SinchVectorsTest extends AdapterVectors {
    SinchVectorsTest() {
        super("sinch.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new SinchAdapter(clock);
    }
}
