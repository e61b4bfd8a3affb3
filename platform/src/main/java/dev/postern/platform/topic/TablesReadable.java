package dev.postern.platform.topic;

import dev.postern.platform.worker.Pulse;
import dev.postern.platform.worker.WorksAlone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A replica is ready once it has read each of its topic tables to the end: before that it could refuse a key only because it
 * has not read it yet. It stays ready while the broker confirms every half minute that nothing is missing, or while it can
 * do without the broker; {@code stale_seconds} says how long ago it was last confirmed.
 */
@Readiness
@ApplicationScoped
class TablesReadable implements HealthCheck {
    private final TopicTables tables;
    private final BooleanSupplier alone;

    @Inject
    TablesReadable(TopicTables tables, @Any Instance<WorksAlone> alone) {
        this(tables, () -> alone.stream().anyMatch(WorksAlone::worksWithoutBroker));
    }

    TablesReadable(TopicTables tables, BooleanSupplier alone) {
        this.tables = tables;
        this.alone = alone;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("topic-tables").up();
        for (TopicTable<?> table : tables.all()) {
            answer.withData(table.name() + ".complete", table.view().complete());
            answer.withData(table.name() + ".stale_seconds", table.staleFor().toSeconds());
            boolean stale = table.staleFor().compareTo(Pulse.LONGEST_TROUBLE) > 0;
            if (!table.view().complete() || (stale && !alone.getAsBoolean())) {
                answer.down();
            }
        }
        return answer.build();
    }
}
