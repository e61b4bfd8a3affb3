package dev.postern.credential.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.crypto.tink.KeysetHandle;
import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.credential.vault.TestKeys;
import dev.postern.database.Transactions;
import dev.postern.events.Topic;
import dev.postern.platform.problem.Problem;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Data keys are replaced while replicas read and write, and while the workers that replace them are killed. */
class DataRotationTest {
    /** With {@code -Dpostern.rotation.rows=100000} the test is the measurement of docs/numbers.md. */
    private static final int ROWS = Integer.getInteger("postern.rotation.rows", 2_000);

    private static final Logger LOGGER = Logger.getLogger(DataRotationTest.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int KILLED = 3;
    private static final List<EncryptedTable> TABLES = List.of(SealedRows.CREDENTIALS, SealedRows.SIGNING_SECRETS);

    private final CredentialDatabase database = SealedRows.DATABASE;
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final AtomicLong requests = new AtomicLong();
    private final Queue<Throwable> failed = new ConcurrentLinkedQueue<>();

    /** A replica whose worker can be killed. */
    private record Replica(AgroalDataSource pool, String name, RotationWorker worker, Rotations rotations) {}

    @Test
    void noRequestFailsAndEachRowOpensWithTheNewKeyAloneAlthoughWorkersAreKilled() throws Exception {
        // Given
        String organization = SealedRows.newOrganization();
        SealedRows rows = new SealedRows(organization);
        List<String> ids = rows.insert(ROWS);
        rows.insertSigningSecret();
        KeysetHandle before = rows.dataKeys();
        String rotation;
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            load(threads, organization, ids);
            // When
            try (AgroalDataSource pool = database.pool("beginner")) {
                rotation = replica(pool, "beginner")
                        .rotations()
                        .begin(Kind.DATA, organization, "ak_1")
                        .asked()
                        .id();
            }
            for (int i = 0; i < KILLED; i++) {
                killAfter(rotation, (i + 1L) * ROWS / (KILLED + 1));
            }
            try (AgroalDataSource pool = database.pool("last")) {
                Replica last = replica(pool, "last");
                last.worker().onStart(new StartupEvent());
                await().atMost(PATIENCE).until(() -> find(rotation).finishedAt() != null);
                last.worker().onStop(new ShutdownEvent());
            }
            goesOn.set(false);
        }
        LOGGER.infof(
                "Measured count=%d millis=%d requests=%d",
                ROWS, Duration.ofNanos(System.nanoTime() - began).toMillis(), requests.get());
        // Then
        assertThat(failed).isEmpty();
        assertThat(requests).hasPositiveValue();
        KeysetHandle after = rows.dataKeys();
        assertThat(after.size()).isEqualTo(1);
        assertThat(after.getPrimary().getId()).isNotEqualTo(before.getPrimary().getId());
        assertThat(rows.open(SealedRows.CREDENTIALS, after)).isGreaterThanOrEqualTo(ROWS + ROWS / 2);
        assertThat(rows.open(SealedRows.SIGNING_SECRETS, after)).isEqualTo(1);
        assertThat(rows.read(ids.getFirst())).isEqualTo(ids.getFirst());
        assertThat(String.join("\n", database.events(Topic.AUDIT, organization)))
                .contains("data-key.renewed", "data-key.old-destroyed", "ak_1", rotation);
    }

    @Test
    void theKeysOfAllOrganisationsAreReplacedAndOneRotationGoesOnAtATime() throws Exception {
        // Given
        SealedRows first = new SealedRows(SealedRows.newOrganization());
        SealedRows second = new SealedRows(SealedRows.newOrganization());
        List<String> ids = first.insert(3);
        KeysetHandle before = second.dataKeys();
        try (AgroalDataSource pool = database.pool("all")) {
            Replica replica = replica(pool, "all");
            assertThatThrownBy(() -> replica.rotations().begin(Kind.DATA, "o_unknown", "ak_1"))
                    .isInstanceOf(Problem.class)
                    .hasMessage("There is no such organisation");
            // When
            Rotation begun = replica.rotations().begin(Kind.DATA, null, "ak_1");
            assertThatThrownBy(() -> replica.rotations().begin(Kind.DATA, null, "ak_1"))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("Another rotation of this kind goes on");
            replica.worker().onStart(new StartupEvent());
            await().atMost(PATIENCE).until(() -> find(begun.asked().id()).finishedAt() != null);
            replica.worker().onStop(new ShutdownEvent());
        }
        // Then
        assertThat(first.open(SealedRows.CREDENTIALS, first.dataKeys())).isEqualTo(4);
        assertThat(first.read(ids.getFirst())).isEqualTo(ids.getFirst());
        assertThat(second.dataKeys().size()).isEqualTo(1);
        assertThat(second.dataKeys().getPrimary().getId())
                .isNotEqualTo(before.getPrimary().getId());
    }

    /** Three replicas whose requests read and write all the time. */
    private void load(ExecutorService threads, String organization, List<String> ids) {
        for (int i = 0; i < 3; i++) {
            SealedRows replica = new SealedRows(organization);
            threads.execute(() -> request(() -> {
                String id = any(ids);
                assertThat(replica.read(id)).isEqualTo(id);
            }));
            threads.execute(() -> request(() -> replica.change(any(ids))));
            threads.execute(() -> request(() -> replica.describe(any(ids))));
        }
        SealedRows replica = new SealedRows(organization);
        threads.execute(() -> request(() -> replica.insert(1)));
    }

    private interface Request {
        void make() throws Exception;
    }

    private void request(Request request) {
        while (goesOn.get()) {
            try {
                request.make();
                requests.incrementAndGet();
            } catch (Exception | AssertionError e) {
                failed.add(e);
                return;
            }
        }
    }

    private static String any(List<String> ids) {
        return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }

    /** A worker carries the rotation on, and is killed with all its connections. */
    private void killAfter(String rotation, long rowsDone) throws SQLException {
        AgroalDataSource pool = database.pool("killed");
        Replica replica = replica(pool, "killed");
        replica.worker().onStart(new StartupEvent());
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> find(rotation).rowsDone() >= rowsDone
                        || find(rotation).place().step() != Step.ENCRYPTING);
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement kill = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'killed'")) {
            pool.close();
            kill.execute();
        }
        replica.worker().onStop(new ShutdownEvent());
    }

    private Rotation find(String rotation) {
        return new RotationRows(database.transactions()).find(rotation).orElseThrow();
    }

    private Replica replica(AgroalDataSource pool, String name) {
        Transactions transactions = new Transactions(pool);
        RotationRows rows = new RotationRows(transactions);
        DataRotation data = new DataRotation(
                TestKeys.renewal(), TABLES, database.outbox(), Clock.systemUTC(), Duration.ofSeconds(1));
        Rotations rotations = new Rotations(
                new ArrayList<>(List.of(data)), rows, transactions, new SecureRandom(), Clock.systemUTC());
        return new Replica(
                pool, name, new RotationWorker(pool, rows, rotations, TestKeys.masterRenewal(transactions)), rotations);
    }
}
