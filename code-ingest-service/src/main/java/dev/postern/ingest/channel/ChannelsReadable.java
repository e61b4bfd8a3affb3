package dev.postern.ingest.channel;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A replica is ready once it has read every channel. */
@Readiness
@ApplicationScoped
class ChannelsReadable implements HealthCheck {
    private final Channels channels;

    ChannelsReadable(Channels channels) {
        this.channels = channels;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("channels")
                .status(channels.complete())
                .withData("stale_seconds", channels.staleFor().toSeconds())
                .build();
    }
}
