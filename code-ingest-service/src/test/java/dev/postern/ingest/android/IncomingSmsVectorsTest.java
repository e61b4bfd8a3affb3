package dev.postern.ingest.android;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class IncomingSmsVectorsTest extends AdapterVectors {
    IncomingSmsVectorsTest() {
        super("incoming-sms.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new IncomingSmsAdapter();
    }
}
