package dev.postern.resolver.feed;

import dev.postern.platform.problem.FailureTrace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records what the topics tell. One replica does at a time, the holder of an advisory lock, on the connection that holds it:
 * so there is one order, and whoever lost the lock cannot write. How far it came is written with what it wrote.
 */
@ApplicationScoped
class Recorder {
    private static final Logger LOGGER = Logger.getLogger(Recorder.class);
    // "events" in ASCII: only has to differ from other advisory locks of the database.
    private static final long LOCK = 0x6576656e7473L;
    private static final long LEAD_EVERY_MS = 1_000;
    private static final long RETRY_PAUSE_MS = 500;
    // Followers can wait that long, and what comes meanwhile is recorded together.
    private static final long GATHER_MS = 50;
    private static final int MANY = 100;

    private final DataSource dataSource;
    private final RecordedTopics topics;
    private final EventLog log;
    private final Thread thread;
    private volatile boolean closed;
    private volatile RecordedTopics.@Nullable Reading current;

    Recorder(DataSource dataSource, RecordedTopics topics, EventLog log) {
        this.dataSource = dataSource;
        this.topics = topics;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("code-event-recorder").unstarted(this::run);
    }

    void onStart(@Observes StartupEvent event) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        closed = true;
        RecordedTopics.Reading reading = current;
        if (reading == null) {
            thread.interrupt();
        } else {
            // An interrupted consumer cannot say good-bye to its broker.
            reading.stop();
        }
        thread.join(TimeUnit.SECONDS.toMillis(2));
    }

    private void run() {
        while (!closed) {
            try {
                if (!leadAndRecord()) {
                    TimeUnit.MILLISECONDS.sleep(LEAD_EVERY_MS);
                }
            } catch (SQLException | RuntimeException e) {
                if (!closed) {
                    LOGGER.warnf("What happens to codes is not being recorded problem=%s", FailureTrace.of(e));
                    pause();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Records for as long as this replica may; false when another one does. */
    private boolean leadAndRecord() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            if (!tryLead(connection)) {
                return false;
            }
            try (RecordedTopics.Reading reading = topics.read(connection)) {
                current = reading;
                while (!closed) {
                    ConsumerRecords<String, byte[]> records = reading.poll();
                    if (!records.isEmpty()) {
                        record(connection, records);
                        TimeUnit.MILLISECONDS.sleep(GATHER_MS);
                    }
                }
            } catch (WakeupException e) {
                // The service stops.
            } finally {
                current = null;
                giveUp(connection);
            }
            return true;
        }
    }

    private static boolean tryLead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** The connection goes back to its pool: the lock must not go with it. */
    private static void giveUp(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement unlock = connection.createStatement()) {
            unlock.execute("SELECT pg_advisory_unlock_all()");
        }
    }

    private void record(Connection connection, ConsumerRecords<String, byte[]> records) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Entry entry = Entry.of(entries.size(), record);
            if (entry != null) {
                entries.add(entry);
            }
        }
        connection.setAutoCommit(false);
        try {
            write(connection, entries);
            RecordedTopics.advance(connection, records);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** All at once; and one by one when one of them is such that the database does not take it. */
    private void write(Connection connection, List<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try {
            writeTogether(connection, entries);
        } catch (SQLException e) {
            if (!isRefused(e)) {
                throw e;
            }
            connection.rollback();
            for (Entry entry : entries) {
                writeAlone(connection, entry);
            }
        }
    }

    private void writeAlone(Connection connection, Entry entry) throws SQLException {
        try {
            writeTogether(connection, List.of(entry));
            connection.commit();
        } catch (SQLException e) {
            if (!isRefused(e)) {
                throw e;
            }
            connection.rollback();
            LOGGER.errorf("An event cannot be recorded problem=%s", FailureTrace.of(e));
        }
    }

    private void writeTogether(Connection connection, List<Entry> entries) throws SQLException {
        List<String> organizations = log.record(connection, entries);
        if (organizations.size() > MANY) {
            notify(connection, FeedListener.EVERYBODY);
        } else {
            for (String organization : organizations) {
                notify(connection, organization);
            }
        }
    }

    private static void notify(Connection connection, String organization) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, FeedListener.CHANNEL);
            notify.setString(2, organization);
            notify.execute();
        }
    }

    /** By SQLSTATE class (PostgreSQL, appendix A): what the data are, not how the database is. */
    private static boolean isRefused(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
