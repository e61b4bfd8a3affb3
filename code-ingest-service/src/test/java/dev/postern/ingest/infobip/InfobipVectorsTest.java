package dev.postern.ingest.infobip;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class InfobipVectorsTest extends AdapterVectors {
    InfobipVectorsTest() {
        super("infobip.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new InfobipAdapter();
    }
}
