package dev.postern.gateway.proxy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts and times proxied requests by service and outcome. Paths stay out: they carry ids, and a webhook's carries its
 * token. A held request is timed from its first to its last byte, waiting included.
 */
@Singleton
final class ProxyMetrics {
    private final Map<Service, Map<ExchangeOutcome, Timer>> timers = new EnumMap<>(Service.class);

    ProxyMetrics(MeterRegistry registry, OpenExchanges open) {
        for (Service service : Service.values()) {
            timers.put(
                    service,
                    Arrays.stream(ExchangeOutcome.values())
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    outcome -> timer(registry, service, outcome),
                                    (a, b) -> a,
                                    () -> new EnumMap<>(ExchangeOutcome.class))));
        }
        registry.gauge("postern.gateway.requests.open", open, OpenExchanges::count);
    }

    void ended(Service service, ExchangeOutcome outcome, long nanos) {
        Timer timer = Objects.requireNonNull(timers.get(service)).get(outcome);
        Objects.requireNonNull(timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry registry, Service service, ExchangeOutcome outcome) {
        return Timer.builder("postern.gateway.requests")
                .description("Proxied requests by service and status class")
                .tag("service", service.moduleName())
                .tag("status", outcome.tag())
                .register(registry);
    }
}
