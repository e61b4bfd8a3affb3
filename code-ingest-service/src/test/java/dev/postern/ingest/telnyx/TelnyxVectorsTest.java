package dev.postern.ingest.telnyx;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class TelnyxVectorsTest extends AdapterVectors {
    TelnyxVectorsTest() {
        super("telnyx.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new TelnyxAdapter(clock);
    }
}
