package dev.postern.database;

import dev.postern.platform.worker.Alarm;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far this machine's clock is from the database's, measured every minute. Times that services write and times that the
 * database writes are compared with each other: with a wrong clock codes count as too old or as not yet there. It is shown in the
 * health answer and logged when it becomes large, and never makes a replica unready ({@code docs/operations.md}, "Health").
 */
@Readiness
@ApplicationScoped
class ClockSkew implements HealthCheck {
    static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Logger LOGGER = Logger.getLogger(ClockSkew.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Sql NOW = Sql.of("SELECT clock_timestamp() AS now");

    private final DataSource dataSource;
    private final Clock clock;
    private final Alarm alarm = new Alarm("clock-skew");
    private volatile @Nullable Duration ahead;

    ClockSkew(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        alarm.every(Duration.ZERO, EVERY, "This machine's clock cannot be compared with the database's", this::measure);
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }

    /** Compares the clocks once. Half of the time that the question took is the most by which this can be wrong. */
    void measure() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Instant before = clock.instant();
            Instant there = NOW.first(connection, _ -> {}, row -> row.getObject("now", OffsetDateTime.class))
                    .orElseThrow()
                    .toInstant();
            Duration took = Duration.between(before, clock.instant());
            now(Duration.between(there, before.plus(took.dividedBy(2))));
        }
    }

    private void now(Duration measured) {
        Duration last = ahead;
        ahead = measured;
        if (isLarge(measured) && (last == null || !isLarge(last))) {
            LOGGER.warnf("This machine's clock differs from the database's ahead_millis=%d", measured.toMillis());
        }
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("clock").up();
        Duration measured = ahead;
        if (measured != null) {
            answer.withData("ahead_millis", measured.toMillis());
            answer.withData("within_tolerance", !isLarge(measured));
        }
        return answer.build();
    }

    private static boolean isLarge(Duration measured) {
        return measured.abs().compareTo(TOLERANCE) > 0;
    }
}
