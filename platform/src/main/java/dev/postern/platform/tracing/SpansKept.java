package dev.postern.platform.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Records no spans while no collector is configured: each waiting request would hold about a kilobyte of unread data. A
 * caller's trace still passes through, with the caller's sampling decision (W3C Trace Context, section 3.2.2.5).
 */
@ApplicationScoped
class SpansKept {
    private static final String COLLECTOR = "quarkus.otel.exporter.otlp.traces.endpoint";
    /** The default in META-INF/microprofile-config.properties. */
    private static final String NONE = " ";

    @Produces
    @Singleton
    @LookupIfProperty(name = COLLECTOR, stringValue = NONE)
    Sampler withoutCollector() {
        return Sampler.parentBased(Sampler.alwaysOff());
    }
}
