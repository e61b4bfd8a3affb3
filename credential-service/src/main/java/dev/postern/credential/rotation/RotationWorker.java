package dev.postern.credential.rotation;

import dev.postern.credential.vault.MasterKeyRenewal;
import dev.postern.database.Leader;
import dev.postern.database.Transactions;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.worker.Outage;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Carries rotations on: on one replica at a time, a piece after the other, each in one transaction. */
@ApplicationScoped
class RotationWorker {
    private static final Logger LOGGER = Logger.getLogger(RotationWorker.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final RotationRows rows;
    private final Rotations rotations;
    private final Leader leader;
    private final MasterKeyRenewal masterKey;
    private final String replica;
    private final Outage outage = new Outage("key-rotation", "A key rotation cannot go on");
    private final Worker worker = new Worker("key-rotation", "Key rotations make no progress", this::round);

    RotationWorker(DataSource dataSource, RotationRows rows, Rotations rotations, MasterKeyRenewal masterKey) {
        this.masterKey = masterKey;
        this.rows = rows;
        this.rotations = rotations;
        this.leader = new Leader(dataSource, "rotation");
        this.replica = name();
    }

    /** For people, and different for each process. */
    private static String name() {
        String host = System.getenv().getOrDefault("HOSTNAME", "replica");
        return host + "-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(new SecureRandom().nextInt());
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
        try {
            masterKey.leave(replica);
        } catch (RuntimeException e) {
            // What it told counts for a minute only.
            LOGGER.debugf("A replica could not say that it ends problem=%s", FailureTrace.of(e));
        }
    }

    /** Begins with a new rotation now instead of at the next look. */
    void wakeSoon() {
        worker.wake();
    }

    /** The lead, and its connection, are kept only while something can be done. */
    private void round(Worker self) throws Exception {
        masterKey.tell(replica);
        if (!rows.unfinished().isEmpty()) {
            leader.lead(connection -> {
                while (self.goesOn() && advanceAll(connection)) {
                    self.works();
                }
            });
        }
        self.works();
        self.pause(LOOK_EVERY);
    }

    /** Whether any of them moved. */
    private boolean advanceAll(Connection connection) throws SQLException {
        boolean moved = false;
        List<Rotation> unfinished = rows.unfinished();
        for (Rotation rotation : unfinished) {
            moved |= advance(connection, rotation);
        }
        return moved;
    }

    /** A rotation that cannot go on, for example while the master key is out of reach, says nothing of this replica's health. */
    private boolean advance(Connection connection, Rotation rotation) throws SQLException {
        try {
            boolean moved = Transactions.inTransaction(connection, on -> rotations.advance(on, rotation));
            outage.succeeded();
            return moved;
        } catch (RuntimeException e) {
            outage.failed(e);
            return false;
        }
    }
}
