package dev.postern.resolver.retention;

import dev.postern.database.Leader;
import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationRetention;
import dev.postern.platform.access.OrganizationTable;
import dev.postern.platform.worker.Alarm;
import dev.postern.resolver.state.Lifespan;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Deletes what is due in batches, each in a transaction of its own. Only the leader among the replicas deletes. What an organisation
 * wants deleted sooner than everybody's is deleted sooner.
 */
@ApplicationScoped
class Retention {
    private static final int BATCH = 1_000;

    private final Leader leader;
    private final RetentionSettings settings;
    private final Lifespan lifespan;
    private final OrganizationTable organizations;
    private final MeterRegistry metrics;
    private final Alarm alarm = new Alarm("retention");

    Retention(
            DataSource dataSource,
            RetentionSettings settings,
            Lifespan lifespan,
            OrganizationTable organizations,
            MeterRegistry metrics) {
        this.leader = new Leader(dataSource, "erase");
        this.settings = settings;
        this.lifespan = lifespan;
        this.organizations = organizations;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent event) {
        alarm.every(
                settings.every(),
                settings.every(),
                "Retention failed: expired rows are not being deleted",
                this::erase);
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }

    /**
     * Deletes everything that is due now, unless another replica is doing so. A stage that fails stops no other.
     *
     * @throws SQLException of the first stage that failed, after the others
     */
    void erase() throws Exception {
        var _ = leader.lead(connection -> {
            SQLException failure = null;
            KeptTimes ofAll = KeptTimes.of(settings);
            List<OrganizationChanged> sooner = organizations.withRetention();
            for (Stage stage : Stage.values()) {
                try {
                    erase(stage, () -> delete(connection, stage, ofAll));
                    for (OrganizationChanged organization : sooner) {
                        eraseSooner(connection, stage, organization, ofAll);
                    }
                } catch (SQLException e) {
                    failure = failure == null ? e : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
        });
    }

    private void eraseSooner(Connection connection, Stage stage, OrganizationChanged organization, KeptTimes ofAll)
            throws SQLException {
        Sql sql = stage.ofOne().orElse(null);
        OrganizationRetention own = organization.retention();
        if (sql == null || own == null) {
            return;
        }
        Duration kept = stage.kept(ofAll.shortenedBy(own, lifespan));
        if (kept.compareTo(stage.kept(ofAll)) < 0) {
            erase(
                    stage,
                    () -> sql.update(
                            connection,
                            parameters -> due(parameters, kept).set("organization", organization.organizationId())));
        }
    }

    /** Deletes the next rows; returns how many. */
    private interface Part {
        int delete() throws SQLException;
    }

    private void erase(Stage stage, Part part) throws SQLException {
        int deleted = BATCH;
        while (deleted == BATCH && alarm.isAlive()) {
            deleted = part.delete();
            if (deleted > 0) {
                metrics.counter("postern.history.erased", "what", stage.wireName())
                        .increment(deleted);
            }
        }
    }

    private static int delete(Connection connection, Stage stage, KeptTimes times) throws SQLException {
        return stage.sql().update(connection, parameters -> due(parameters, stage.kept(times)));
    }

    private static Parameters due(Parameters parameters, Duration kept) throws SQLException {
        return parameters.set("kept", kept.toMillis() / 1000.0).set("limit", BATCH);
    }
}
