package dev.postern.ingest.android;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class HttpSmsVectorsTest extends AdapterVectors {
    HttpSmsVectorsTest() {
        super("httpsms.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new HttpSmsAdapter(clock);
    }
}
