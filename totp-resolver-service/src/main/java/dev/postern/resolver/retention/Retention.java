package dev.postern.resolver.retention;

import dev.postern.database.Leader;
import dev.postern.platform.worker.Alarm;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Deletes what is due in batches, each in a transaction of its own. Only the leader among the replicas deletes.
 */
@ApplicationScoped
class Retention {
    private static final int BATCH = 1_000;

    private final Leader leader;
    private final RetentionSettings settings;
    private final MeterRegistry metrics;
    private final Alarm alarm = new Alarm("retention");

    Retention(DataSource dataSource, RetentionSettings settings, MeterRegistry metrics) {
        this.leader = new Leader(dataSource, "erase");
        this.settings = settings;
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
            for (Stage stage : Stage.values()) {
                try {
                    erase(connection, stage);
                } catch (SQLException e) {
                    failure = failure == null ? e : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
        });
    }

    private void erase(Connection connection, Stage stage) throws SQLException {
        int deleted = BATCH;
        while (deleted == BATCH && alarm.isAlive()) {
            deleted = delete(connection, stage);
            if (deleted > 0) {
                metrics.counter("postern.history.erased", "what", stage.wireName())
                        .increment(deleted);
            }
        }
    }

    private int delete(Connection connection, Stage stage) throws SQLException {
        return stage.sql()
                .update(
                        connection,
                        parameters -> parameters
                                .set("kept", stage.kept(settings).toMillis() / 1000.0)
                                .set("limit", BATCH));
    }
}
