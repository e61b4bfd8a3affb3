package dev.postern.resolver;

import dev.postern.fixtures.ServersAndKeys;
import dev.postern.local.postgres.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What the service under test stands on, and a stand-in for credential-service. */
public final class ResolverInstallation implements QuarkusTestResourceLifecycleManager {
    private static ServersAndKeys servers;
    private CredentialServiceStub credentialService;

    /** The database server, for tests in which it is away for a while; they bring it back. */
    public static LocalPostgres postgres() {
        return servers.postgres();
    }

    @Override
    public Map<String, String> start() {
        servers = ServersAndKeys.start("totp-resolver-service");
        try {
            credentialService = CredentialServiceStub.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = servers.settings("codes");
        settings.put("postern.internal.url", credentialService.url());
        settings.put("postern.outbound.unsafe-allowed-networks", "127.0.0.0/8");
        return settings;
    }

    @Override
    public void stop() {
        if (credentialService != null) {
            credentialService.close();
        }
        if (servers != null) {
            servers.close();
        }
    }
}
