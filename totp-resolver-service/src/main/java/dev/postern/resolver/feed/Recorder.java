package dev.postern.resolver.feed;

import dev.postern.database.Leader;
import dev.postern.database.NotificationListener;
import dev.postern.database.StatementRefused;
import dev.postern.database.StoreFailure;
import dev.postern.database.Transactions;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Records what the topics tell. Only the leader among the replicas does so, on the connection that makes it the leader.
 * So there is one order, and a replica that lost the lead cannot write. Its position is written with the records.
 */
@ApplicationScoped
class Recorder {
    private static final Logger LOGGER = Logger.getLogger(Recorder.class);
    private static final Duration LEAD_EVERY = Duration.ofSeconds(1);
    // Followers can wait this long. Events that come meanwhile are recorded together.
    private static final Duration GATHER = Duration.ofMillis(50);
    private static final int MANY = 100;

    private final Leader leader;
    private final RecordedTopics topics;
    private final EventLog log;
    private final RecordMac mac;
    private final Worker worker =
            new Worker("code-event-recorder", "The code-event feed is not being written", this::record);

    Recorder(DataSource dataSource, RecordedTopics topics, EventLog log, RecordMac mac) {
        this.leader = new Leader(dataSource, "events");
        this.topics = topics;
        this.log = log;
        this.mac = mac;
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void record(Worker self) throws Exception {
        if (!leader.lead(connection -> recordAll(self, connection))) {
            self.works();
            self.pause(LEAD_EVERY);
        }
    }

    private void recordAll(Worker self, Connection connection) throws SQLException, InterruptedException {
        try (RecordedTopics.Reading reading = topics.read(connection)) {
            self.wakesBy(reading::stop);
            while (self.goesOn()) {
                ConsumerRecords<String, byte[]> records = reading.poll();
                if (!records.isEmpty()) {
                    record(connection, records);
                    self.pause(GATHER);
                }
                self.works();
            }
        } catch (WakeupException e) {
            // The service stops.
        }
    }

    private void record(Connection connection, ConsumerRecords<String, byte[]> records) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Entry entry = mac.isGenuine(record) ? Entry.of(entries.size(), record) : null;
            if (entry != null) {
                entries.add(entry);
            }
        }
        try {
            Transactions.inTransaction(connection, _ -> {
                write(connection, entries);
                return RecordedTopics.advance(connection, records);
            });
        } catch (SQLException e) {
            throwUnlessRefused(e);
            for (Entry entry : entries) {
                writeAlone(connection, entry);
            }
            RecordedTopics.advance(connection, records);
        }
    }

    /** Leaves out an event that the database refuses, so that the others are still recorded. */
    private void writeAlone(Connection connection, Entry entry) throws SQLException {
        try {
            Transactions.inTransaction(connection, _ -> write(connection, List.of(entry)));
        } catch (SQLException e) {
            throwUnlessRefused(e);
            LOGGER.errorf("An event cannot be recorded and is left out problem=%s", FailureTrace.of(e));
        }
    }

    private static void throwUnlessRefused(SQLException failure) throws SQLException {
        if (!(StoreFailure.of(failure) instanceof StatementRefused)) {
            throw failure;
        }
    }

    /** Writes events and tells their followers; returns how many organisations have something new. */
    private int write(Connection connection, List<Entry> entries) throws SQLException {
        List<String> organizations = entries.isEmpty() ? List.of() : log.record(connection, entries);
        List<String> told = organizations.size() > MANY ? List.of(FeedListener.EVERYBODY) : organizations;
        for (String organization : told) {
            NotificationListener.notify(connection, FeedListener.CHANNEL, organization);
        }
        return organizations.size();
    }
}
