package dev.postern.ingest.resend;

import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;
import java.util.Map;

class ResendVectorsTest extends AdapterVectors {
    ResendVectorsTest() {
        super("resend.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new ResendAdapter(clock, new ReceivedMails(new FakeProviderCalls(Map.of())));
    }
}
