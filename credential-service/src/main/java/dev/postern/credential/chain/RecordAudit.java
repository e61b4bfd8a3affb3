package dev.postern.credential.chain;

import dev.postern.database.outbox.Outbox;
import dev.postern.database.recording.TopicRecorder;
import dev.postern.database.recording.TopicRecorder.Recording;
import dev.postern.database.recording.TopicRecorder.Store;
import dev.postern.events.Topic;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Stores the audit: one replica reads its topic, writes the chains, signs their heads and deletes what is old. */
@ApplicationScoped
class RecordAudit {
    // Rows that come meanwhile are stored together. Nobody waits for them.
    private static final Duration GATHER = Duration.ofMillis(200);

    private static final Duration UNTIL_READ = Duration.ofMillis(100);

    private final Worker worker;

    RecordAudit(
            DataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RecordMac mac,
            Steps steps) {
        TopicRecorder recorder = new TopicRecorder(
                dataSource, kafka, mac, new Recording("audit", List.of(Topic.AUDIT), "audit_positions", GATHER, steps));
        this.worker = new Worker("audit", "The audit is not being stored", self -> {
            if (steps.canBegin()) {
                recorder.record(self);
            } else {
                self.pause(UNTIL_READ);
            }
        });
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    /** What the one replica does. */
    @ApplicationScoped
    static class Steps implements Store {
        private final SignedHeads heads;
        private final StoreAudit storing;
        private final SignHeads signing;
        private final AuditRetention retention;

        Steps(SignedHeads heads, Anchors anchors, Outbox outbox, AuditSettings settings, Clock clock) {
            this.heads = heads;
            this.storing = new StoreAudit(heads, clock);
            this.signing = new SignHeads(heads, outbox, clock);
            this.retention = new AuditRetention(anchors, settings.retention(), clock);
        }

        /** A chain goes on behind its signed head, so the heads are known first. */
        boolean canBegin() {
            return heads.areRead();
        }

        @Override
        public void write(Connection connection, List<ConsumerRecord<String, byte[]>> records) throws SQLException {
            storing.write(connection, records);
        }

        @Override
        public void between(Connection connection) throws SQLException {
            signing.signSometimes(connection);
            retention.deleteSometimes(connection);
        }
    }
}
