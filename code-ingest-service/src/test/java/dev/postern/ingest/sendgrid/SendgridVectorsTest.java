package dev.postern.ingest.sendgrid;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class SendgridVectorsTest extends AdapterVectors {
    SendgridVectorsTest() {
        super("sendgrid.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new SendgridAdapter(clock);
    }
}
