package dev.postern.credential;

import dev.postern.fixtures.ServersAndKeys;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** What the service under test stands on. */
public final class CredentialServiceResource implements QuarkusTestResourceLifecycleManager {
    private ServersAndKeys servers;

    @Override
    public Map<String, String> start() {
        servers = ServersAndKeys.start("credential-service");
        Map<String, String> settings = servers.settings("credentials");
        settings.put("postern.master.key-file", servers.secrets().masterKey().toString());
        settings.put(
                "postern.bootstrap.local-key-file", servers.secrets().apiKey().toString());
        settings.put(
                "postern.bootstrap.operator-key-file",
                servers.secrets().operatorKey().toString());
        settings.put("quarkus.log.file.enabled", "true");
        settings.put(
                "quarkus.log.file.path", servers.folder().resolve("service.log").toString());
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
