package dev.postern.ingest.mailgun;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import java.time.Clock;

class MailgunVectorsTest extends AdapterVectors {
    MailgunVectorsTest() {
        super("mailgun.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        return new MailgunAdapter(clock);
    }
}
