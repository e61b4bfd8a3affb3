package dev.postern.gateway.proxy;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Three origins for a running gateway, on free ports. A test declares fields of type {@link Origins}. */
public final class Origins implements QuarkusTestResourceLifecycleManager {
    final Origin credential;
    final Origin codeIngest;
    final Origin totpResolver;

    /** Opens their ports. */
    public Origins() {
        try {
            credential = Origin.start();
            codeIngest = Origin.start();
            totpResolver = Origin.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "postern.gateway.credential-service", "http://127.0.0.1:" + credential.port(),
                "postern.gateway.code-ingest-service", "http://127.0.0.1:" + codeIngest.port(),
                "postern.gateway.totp-resolver-service", "http://localhost:" + totpResolver.port() + "/");
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(this, new TestInjector.MatchesType(Origins.class));
    }

    @Override
    public void stop() {
        try {
            credential.goDown();
            codeIngest.goDown();
            totpResolver.goDown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
