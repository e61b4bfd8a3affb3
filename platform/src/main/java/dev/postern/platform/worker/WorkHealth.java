package dev.postern.platform.worker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * What the background work says of the process. It is not ready while any of the work fails, stands still or has lost its
 * thread. It is not alive once a restart alone can help.
 */
@ApplicationScoped
class WorkHealth {
    static final String NAME = "background-work";

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck ready() {
        return check(BackgroundWork::pulses, Pulse::works);
    }

    @Produces
    @ApplicationScoped
    @Liveness
    HealthCheck live() {
        return check(BackgroundWork::pulses, Pulse::mayRecover);
    }

    /** Down when any work is not good; says of each how it goes. */
    static HealthCheck check(Supplier<List<Pulse>> pulses, Predicate<Pulse> good) {
        return () -> {
            List<Pulse> all = pulses.get();
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named(NAME).status(all.stream().allMatch(good));
            all.forEach(pulse -> answer.withData(pulse.name(), pulse.inWords()));
            return answer.build();
        };
    }
}
