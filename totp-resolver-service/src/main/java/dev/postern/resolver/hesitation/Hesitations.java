package dev.postern.resolver.hesitation;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.worker.Alarm;
import dev.postern.resolver.state.CodeRequest;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Wakes each request that hesitates when its hesitation ends: docs/rules.md, "The second login gets the second code", rule
 * 3. Should this replica die first, the caller's next call looks, or else the safety timer. Safe for many threads.
 */
@ApplicationScoped
public class Hesitations {
    // The database's clock decides. A look that comes early finds the request hesitating, and is repeated.
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final Alarm alarm = new Alarm("hesitations");
    private final Clock clock;
    private volatile Consumer<CodeRequest> atEnd = _ -> {};

    public Hesitations(Clock clock) {
        this.clock = clock;
    }

    /** What is done with each request whose hesitation ends; once, before the first hesitates. */
    public void atEnd(Consumer<CodeRequest> action) {
        atEnd = action;
    }

    /** Looks at those of these requests that still wait when their hesitation ends. Those that are final have no need. */
    public void begin(List<CodeRequest> requests) {
        for (CodeRequest request : requests) {
            if (!request.isFinal()) {
                Duration left =
                        Duration.between(clock.instant(), request.asked().hesitatesUntil());
                alarm.after(
                        left.compareTo(SHORTEST) < 0 ? SHORTEST : left,
                        "hesitation-" + request.id(),
                        () -> CallingOrganization.during(request.organizationId(), () -> atEnd.accept(request)));
            }
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }
}
