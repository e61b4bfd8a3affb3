package dev.postern.resolver.retention;

import dev.postern.platform.problem.FailureTrace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Deletes what is due, batch by batch, each in a transaction of its own that holds an advisory lock: who does not get the lock
 * leaves it to the replica that has it.
 */
@ApplicationScoped
class Retention {
    private static final Logger LOGGER = Logger.getLogger(Retention.class);
    // "erase" in ASCII: only has to differ from other advisory locks of the database.
    private static final long LOCK = 0x6572617365L;
    private static final int BATCH = 1_000;
    private static final int NOT_OURS = -1;

    private final DataSource dataSource;
    private final RetentionSettings settings;
    private final MeterRegistry metrics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());
    private volatile boolean closed;

    Retention(DataSource dataSource, RetentionSettings settings, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent event) {
        long every = settings.every().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        closed = true;
        timer.shutdownNow();
    }

    private void look() {
        try {
            erase();
        } catch (SQLException | RuntimeException e) {
            if (!closed) {
                LOGGER.warnf("What was kept long enough is not being deleted problem=%s", FailureTrace.of(e));
            }
        }
    }

    /** Deletes everything that is due now, unless another replica is at it. */
    void erase() throws SQLException {
        for (Stage stage : Stage.values()) {
            int erased = BATCH;
            while (erased == BATCH && !closed) {
                erased = eraseSome(stage);
                if (erased > 0) {
                    metrics.counter("postern.history.erased", "what", stage.label())
                            .increment(erased);
                }
            }
        }
    }

    private int eraseSome(Stage stage) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int erased = lock(connection) ? run(connection, stage) : NOT_OURS;
                connection.commit();
                return erased;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private int run(Connection connection, Stage stage) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(stage.sql())) {
            statement.setDouble(1, stage.kept(settings).toMillis() / 1000.0);
            statement.setInt(2, BATCH);
            return statement.executeUpdate();
        }
    }
}
