package dev.postern.ingest.android;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class SmsGatewayVectorsTest extends AdapterVectors {
    SmsGatewayVectorsTest() {
        super("sms-gateway.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new SmsGatewayAdapter(clock);
    }
}
