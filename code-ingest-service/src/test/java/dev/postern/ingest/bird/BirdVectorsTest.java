package dev.postern.ingest.bird;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class BirdVectorsTest extends AdapterVectors {
    BirdVectorsTest() {
        super("bird.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new BirdAdapter(clock);
    }
}
