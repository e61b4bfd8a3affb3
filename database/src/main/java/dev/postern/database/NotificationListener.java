package dev.postern.database;

import dev.postern.platform.worker.Worker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Receives what other replicas send on one channel of PostgreSQL (LISTEN, NOTIFY), on its own connection and thread.
 * After a broken connection it listens again.
 */
public final class NotificationListener {
    private static final Sql NOTIFY = Sql.of("SELECT pg_notify(:channel, :payload)");
    private static final Pattern CHANNEL = Pattern.compile("[a-z_]{1,63}");
    private static final int LISTEN_MS = 1_000;
    private static final int QUIET_ROUNDS = 10;
    private static final int VALID_SECONDS = 5;

    private final DataSource dataSource;
    private final String channel;
    private final Runnable listening;
    private final Consumer<String> received;
    private final Worker worker;

    /**
     * Does nothing before it is started.
     *
     * @param channel of small letters and underscores
     * @param listening called each time it begins to listen: what was sent before is lost
     * @param received called with the payload of each notification
     */
    public NotificationListener(DataSource dataSource, String channel, Runnable listening, Consumer<String> received) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("Not a plain channel name");
        }
        this.dataSource = dataSource;
        this.channel = channel;
        this.listening = listening;
        this.received = received;
        this.worker = new Worker(
                "listen-" + channel, "LISTEN lost: wake-ups from other replicas are not received", this::listen);
    }

    /** Sends a payload to every listener of a channel, when the connection's transaction commits. */
    public static void notify(Connection connection, String channel, String payload) throws SQLException {
        NOTIFY.query(
                connection, parameters -> parameters.set("channel", channel).set("payload", payload), _ -> true);
    }

    /** Begins to listen, on its own thread. */
    public void start() {
        worker.start();
    }

    /** Ends, for ever. */
    public void stop() {
        worker.stop(Duration.ZERO);
    }

    private void listen(Worker self) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            execute(connection, "LISTEN ");
            try {
                listening.run();
                self.works();
                receive(self, connection);
            } finally {
                // The connection goes back to its pool, where its notifications would not be read.
                execute(connection, "UNLISTEN ");
            }
        }
    }

    private void receive(Worker self, Connection connection) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        int quiet = 0;
        while (self.goesOn()) {
            PGNotification[] notifications = session.getNotifications(LISTEN_MS);
            if (notifications != null && notifications.length > 0) {
                quiet = 0;
                for (PGNotification notification : notifications) {
                    received.accept(notification.getParameter());
                }
            } else if (++quiet >= QUIET_ROUNDS) {
                quiet = 0;
                requireAnswer(connection);
            }
        }
    }

    /** A server whose machine is gone sends nothing, and that looks like quiet. */
    private static void requireAnswer(Connection connection) throws SQLException {
        if (!connection.isValid(VALID_SECONDS)) {
            throw new SQLException("The server does not answer", "08006");
        }
    }

    private void execute(Connection connection, String verb) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(verb + channel);
        }
    }
}
