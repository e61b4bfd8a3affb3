package dev.postern.platform.topic;

import dev.postern.platform.worker.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A replica is ready once it has read each of its topic tables to the end: before that it could refuse a key only because it
 * has not read it yet. It stays ready while the broker confirms every half minute that nothing is missing;
 * {@code stale_seconds} says how long ago it last did.
 */
@Readiness
@ApplicationScoped
class TablesReadable implements HealthCheck {
    private final TopicTables tables;

    TablesReadable(TopicTables tables) {
        this.tables = tables;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("topic-tables").up();
        for (TopicTable<?> table : tables.all()) {
            answer.withData(table.name() + ".complete", table.view().complete());
            answer.withData(table.name() + ".stale_seconds", table.staleFor().toSeconds());
            if (!table.view().complete() || table.staleFor().compareTo(Pulse.LONGEST_TROUBLE) > 0) {
                answer.down();
            }
        }
        return answer.build();
    }
}
