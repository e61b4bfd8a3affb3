package dev.postern.resolver.answering;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A replica is ready once it has read every endpoint. */
@Readiness
@ApplicationScoped
class EndpointsReadable implements HealthCheck {
    private final Endpoints endpoints;

    EndpointsReadable(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("totp-url-endpoints")
                .status(endpoints.complete())
                .withData("stale_seconds", endpoints.staleFor().toSeconds())
                .build();
    }
}
