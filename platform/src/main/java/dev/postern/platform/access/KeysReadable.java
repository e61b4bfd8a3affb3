package dev.postern.platform.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A replica is ready once it has read every API key. */
@Readiness
@ApplicationScoped
class KeysReadable implements HealthCheck {
    private final ApiKeys keys;

    KeysReadable(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("api-keys")
                .status(keys.complete())
                .withData("stale_seconds", keys.staleFor().toSeconds())
                .build();
    }
}
