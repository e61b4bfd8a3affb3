package dev.postern.ingest.twilio;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class SharedKeyVectorsTest extends AdapterVectors {
    SharedKeyVectorsTest() {
        super("twilio-shared-keys.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new TwilioAdapter();
    }
}
