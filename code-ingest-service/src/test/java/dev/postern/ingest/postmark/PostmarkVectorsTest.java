package dev.postern.ingest.postmark;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class PostmarkVectorsTest extends AdapterVectors {
    PostmarkVectorsTest() {
        super("postmark.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new PostmarkAdapter();
    }
}
