package dev.postern.resolver.notification;

import dev.postern.platform.problem.FailureTrace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other replicas say on one channel of PostgreSQL (LISTEN, NOTIFY), on a connection and a thread of its own. After a
 * broken connection it listens again.
 */
public final class NotificationListener {
    private static final Logger LOGGER = Logger.getLogger(NotificationListener.class);
    private static final int LISTEN_MS = 1_000;
    private static final long RETRY_PAUSE_MS = 500;

    private final DataSource dataSource;
    private final String channel;
    private final Runnable listening;
    private final Consumer<String> heard;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Does nothing before it is started.
     *
     * @param listening called whenever it begins to listen: what was said before is lost
     * @param heard called with the payload of each notification
     */
    public NotificationListener(DataSource dataSource, String channel, Runnable listening, Consumer<String> heard) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.listening = listening;
        this.heard = heard;
        this.thread = Thread.ofPlatform().daemon().name("listen-" + channel).unstarted(this::run);
    }

    /** Begins to listen, on its own thread. */
    public void start() {
        thread.start();
    }

    /** Ends, for ever. */
    public void stop() {
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
            listen.execute("LISTEN " + channel);
        }
        listening.run();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] notifications = postgres.getNotifications(LISTEN_MS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    heard.accept(notification.getParameter());
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
