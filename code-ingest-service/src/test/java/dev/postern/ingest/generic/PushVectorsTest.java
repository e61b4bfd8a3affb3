package dev.postern.ingest.generic;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class PushVectorsTest extends AdapterVectors {
    PushVectorsTest() {
        super("push.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new PushAdapter();
    }
}
