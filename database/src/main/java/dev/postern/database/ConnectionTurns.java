package dev.postern.database;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.limit.FairPlaces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives database connections to callers, to their organisations in turn: however many requests of one are at work, the first of
 * another finds a connection. Callers have at most half of the pool, and no more than the processors serve; the rest is for what
 * the service does by itself, such as storing events, which has turns of its own. A thread that has its turn needs no second one.
 * Safe for many threads.
 */
@ApplicationScoped
class ConnectionTurns {
    // As long as the pool itself lets a thread wait.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final ThreadLocal<Boolean> HAS_TURN = ThreadLocal.withInitial(() -> false);

    private final FairPlaces places;

    ConnectionTurns(@ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections, MeterRegistry metrics) {
        places = new FairPlaces(FairPlaces.atOnce(Math.max(1, connections / 2)));
        metrics.gauge("postern.database.callers.waiting", places, FairPlaces::waiting);
    }

    /** A turn, which is over when it is closed. */
    interface Turn extends AutoCloseable {
        /** For whom no turn is needed. */
        Turn NONE = () -> {};

        @Override
        void close();
    }

    /** Waits for the turn of the organisation that calls. */
    Turn take() throws SQLTransientConnectionException {
        Optional<String> organization = CallingOrganization.current();
        if (organization.isEmpty() || HAS_TURN.get()) {
            return Turn.NONE;
        }
        FairPlaces.Place place = take(organization.get());
        HAS_TURN.set(true);
        return () -> {
            HAS_TURN.remove();
            place.leave();
        };
    }

    private FairPlaces.Place take(String organizationId) throws SQLTransientConnectionException {
        try {
            return places.enter(organizationId, LONGEST_WAIT)
                    .orElseThrow(() -> new SQLTransientConnectionException("No connection came free"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
        }
    }
}
