package dev.postern.ingest;

import dev.postern.platform.startup.PublicUrl;
import dev.postern.platform.startup.RuntimeEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Provides the public address, over which providers compute their signatures. */
@ApplicationScoped
class PublicUrlProducer {

    @Produces
    @Singleton
    PublicUrl publicUrl(
            @ConfigProperty(name = PublicUrl.SETTING) Optional<String> configured,
            @ConfigProperty(name = "postern.environment", defaultValue = "production") RuntimeEnvironment environment) {
        return new PublicUrl(configured, environment);
    }
}
