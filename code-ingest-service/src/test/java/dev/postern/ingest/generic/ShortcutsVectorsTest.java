package dev.postern.ingest.generic;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class ShortcutsVectorsTest extends AdapterVectors {
    ShortcutsVectorsTest() {
        super("shortcuts.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new ShortcutsAdapter(clock);
    }
}
