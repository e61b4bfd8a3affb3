package dev.postern.ingest;

import dev.postern.fixtures.ServersAndKeys;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** What the service under test stands on. */
public final class IngestServiceResource implements QuarkusTestResourceLifecycleManager {
    private ServersAndKeys servers;

    @Override
    public Map<String, String> start() {
        servers = ServersAndKeys.startWithoutDatabase("code-ingest-service");
        Map<String, String> settings = servers.settings();
        settings.put(
                "postern.ingest.spool.folder", servers.folder().resolve("spool").toString());
        settings.put("postern.ingest.spool.most-records", "150");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(servers.kafka(), new TestInjector.MatchesType(LocalKafka.class));
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }
}
