package dev.postern.resolver.feed;

import dev.postern.platform.problem.FailureTrace;
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

/** Hears from the replica that records, through PostgreSQL, whose codes there is something new of. */
@ApplicationScoped
class FeedListener {
    /** The notification channel; the payload is an organisation. */
    static final String CHANNEL = "code_events";

    /** In the place of an organisation: too many to be named. */
    static final String EVERYBODY = "*";

    private static final Logger LOGGER = Logger.getLogger(FeedListener.class);
    private static final int LISTEN_MS = 1_000;
    private static final long RETRY_PAUSE_MS = 500;

    private final DataSource dataSource;
    private final Followers followers;
    private final Thread thread;
    private volatile boolean closed;

    FeedListener(DataSource dataSource, Followers followers) {
        this.dataSource = dataSource;
        this.followers = followers;
        this.thread = Thread.ofPlatform().daemon().name("code-event-listener").unstarted(this::run);
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
                LOGGER.warnf("What happens to codes cannot be heard problem=%s", FailureTrace.of(e));
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
        }
        // What was said while nobody listened is lost.
        followers.tellAll();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] notifications = postgres.getNotifications(LISTEN_MS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    tell(notification.getParameter());
                }
            }
        }
    }

    private void tell(String organization) {
        if (organization.equals(EVERYBODY)) {
            followers.tellAll();
        } else {
            followers.tell(organization);
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
