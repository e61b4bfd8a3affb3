package dev.postern.platform.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Which spans are worth recording while no collector is named. Nobody will read any, and each request that waits would keep one,
 * a kilobyte, for as long as it waits. A caller's trace passes through all the same, with the caller's own decision on it
 * (W3C Trace Context, section 3.2.2.5).
 */
@ApplicationScoped
class SpansKept {
    private static final String COLLECTOR = "quarkus.otel.exporter.otlp.traces.endpoint";
    /** As META-INF/microprofile-config.properties has it. */
    private static final String NONE = " ";

    @Produces
    @Singleton
    @LookupIfProperty(name = COLLECTOR, stringValue = NONE)
    Sampler withoutCollector() {
        return Sampler.parentBased(Sampler.alwaysOff());
    }
}
