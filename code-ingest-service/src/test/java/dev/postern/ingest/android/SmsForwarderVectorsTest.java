package dev.postern.ingest.android;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class SmsForwarderVectorsTest extends AdapterVectors {
    SmsForwarderVectorsTest() {
        super("smsforwarder.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new SmsForwarderAdapter(clock);
    }
}
