package dev.postern.resolver.waiting;

import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.Announcements;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears from other replicas, through PostgreSQL, that they answered a request which is held here. */
@ApplicationScoped
class WakeListener {
    private static final Logger LOGGER = Logger.getLogger(WakeListener.class);
    private static final int LISTEN_MS = 1_000;
    private static final long RETRY_PAUSE_MS = 500;

    private final DataSource dataSource;
    private final Waiting waiting;
    private final Thread thread;
    private volatile boolean closed;

    WakeListener(DataSource dataSource, Waiting waiting) {
        this.dataSource = dataSource;
        this.waiting = waiting;
        this.thread = Thread.ofPlatform().daemon().name("wake-listener").unstarted(this::run);
    }

    void onStart(@Observes StartupEvent event) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                if (closed) {
                    return;
                }
                LOGGER.warnf("Other replicas cannot be heard problem=%s", FailureTrace.of(e));
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + Announcements.channel());
        }
        // What was said while nobody listened is lost.
        waiting.lookAll();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] notifications = postgres.getNotifications(LISTEN_MS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    waiting.look(notification.getParameter());
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
