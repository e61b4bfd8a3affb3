package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeaderTest {
    private static AgroalDataSource pool;
    private static ExecutorService replicas;

    @BeforeAll
    @BeforeContainer
    static void open() throws SQLException {
        if (pool == null) {
            pool = Pool.withNumbers();
            replicas = Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    @AfterAll
    @AfterContainer
    static void close() {
        replicas.shutdownNow();
        pool.close();
        pool = null;
    }

    /** A replica that asks for the lead when it does not have it, and gives it up when it does, one step at a time. */
    private static final class Replica {
        private final Leader leader = new Leader(pool, "law");
        private final SynchronousQueue<Boolean> ends = new SynchronousQueue<>();
        private Future<Boolean> running;
        private boolean leads;

        void step() throws Exception {
            if (leads) {
                ends.put(true);
                assertThat(running.get(20, TimeUnit.SECONDS)).isTrue();
                leads = false;
                return;
            }
            CountDownLatch led = new CountDownLatch(1);
            running = replicas.submit(() -> {
                try {
                    return leader.lead(_ -> {
                        led.countDown();
                        ends.take();
                    });
                } finally {
                    led.countDown();
                }
            });
            led.await();
            leads = !isDone();
        }

        private boolean isDone() throws Exception {
            try {
                return !running.get(50, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                return false;
            }
        }
    }

    @Property(tries = 20)
    void thereIsOneLeaderWhoeverAsksAndGivesUpInWhateverOrder(@ForAll @Size(min = 1, max = 8) List<Boolean> turns)
            throws Exception {
        // Given
        Replica first = new Replica();
        Replica second = new Replica();
        for (boolean turn : turns) {
            Replica moved = turn ? first : second;
            Replica other = turn ? second : first;
            boolean led = moved.leads;
            // When
            moved.step();
            // Then
            assertThat(moved.leads).isEqualTo(!led && !other.leads);
        }
        for (Replica replica : List.of(first, second)) {
            if (replica.leads) {
                replica.step();
            }
        }
    }

    @Test
    void aSessionThatIsLostLosesTheLead() throws Exception {
        // Given
        CountDownLatch leads = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(1);
        Future<Boolean> old = replicas.submit(() -> new Leader(pool, "lost").lead(connection -> {
            leads.countDown();
            lost.await();
            insert(connection, 1);
        }));
        leads.await();
        Leader next = new Leader(pool, "lost");
        assertThat(next.lead(_ -> {})).isFalse();
        // When
        Pool.endSessions(pool, "SELECT pg_try_advisory_lock%");
        List<String> done = new ArrayList<>();
        while (!next.lead(_ -> done.add("led"))) {
            Thread.onSpinWait();
        }
        lost.countDown();
        // Then
        assertThat(done).containsExactly("led");
        assertThatThrownBy(old::get).hasCauseInstanceOf(SQLException.class);
        assertThat(new Transactions(pool)
                        .query(Sql.of("SELECT n FROM numbers"), Sql.Binding.NONE, row -> row.getInt(1)))
                .isEmpty();
    }

    @Test
    void noConnectionTakesTheLeadBackToThePool() throws Exception {
        // Given
        Leader leader = new Leader(pool, "pool");
        AtomicInteger led = new AtomicInteger();
        // When
        for (int i = 0; i < 20; i++) {
            boolean fails = i % 3 == 0;
            try {
                leader.lead(connection -> {
                    connection.setAutoCommit(false);
                    insert(connection, 2);
                    led.incrementAndGet();
                    if (fails) {
                        throw new IllegalStateException("work failed");
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(fails).isTrue();
            }
        }
        // Then
        assertThat(led).hasValue(20);
        assertThat(new Transactions(pool)
                        .query(
                                Sql.of("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"),
                                Sql.Binding.NONE,
                                row -> row.getInt(1)))
                .containsExactly(0);
    }

    @Test
    void aTaskHasOneToEightLetters() {
        assertThatThrownBy(() -> new Leader(pool, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Leader(pool, "nineteen-")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void insert(Connection connection, int n) throws SQLException {
        Sql.of("INSERT INTO numbers VALUES (:n)").update(connection, parameters -> parameters.set("n", n));
    }
}
