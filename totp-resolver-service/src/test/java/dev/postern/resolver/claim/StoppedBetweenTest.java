package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.CodeReceived;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A code and a request that come at once. One is stopped after it is stored and before it looks for the other; the other, if
 * nothing keeps it, is stopped after it looked and before anybody can see it. Whether the first goes on or dies there, they find
 * each other. Triggers that wait for locks of the test's stop them.
 */
class StoppedBetweenTest extends MatchingRules {
    private static final long BETWEEN = 20_260_101;
    private static final long COMMIT = 20_260_102;
    private static final String STOPPED = " FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = 0"
            + " AND l.objid = " + BETWEEN + " AND NOT l.granted";

    private final DataSource dataSource = database.dataSource();

    private final ExecutorService sides = Executors.newVirtualThreadPerTaskExecutor();
    private Connection gates;

    @BeforeEach
    void closeTheGates() throws SQLException {
        gates = dataSource.getConnection();
        execute("SELECT pg_advisory_lock(" + BETWEEN + "), pg_advisory_lock(" + COMMIT + ")");
        execute("""
                CREATE FUNCTION stop_at_gate() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock(TG_ARGV[0]::bigint); RETURN NULL; END $$""");
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        open(BETWEEN);
        open(COMMIT);
        sides.close();
        // One table at a time: whoever else is at work there uses both.
        for (String table : List.of("codes", "code_requests")) {
            execute("DROP TRIGGER IF EXISTS stop_between ON " + table);
            execute("DROP TRIGGER IF EXISTS stop_at_commit ON " + table);
        }
        execute("DROP FUNCTION stop_at_gate");
        gates.close();
    }

    @Test
    void aRequestThatComesWhileACodeIsStoppedGetsIt() throws Exception {
        // Given
        Future<CodeReceived> code = stopped("codes", () -> arrive(message().code("123456")));

        // When
        Future<CodeRequest> request =
                stoppedAtCommit("code_requests", () -> ask(request().run("wr_1")));
        open(BETWEEN);
        String arrived = code.get().totpCodeId();
        open(COMMIT);

        // Then
        assertThat(codeOf(now(request.get()))).isEqualTo(arrived);
    }

    @Test
    void aCodeThatComesWhileARequestIsStoppedGoesToIt() throws Exception {
        // Given
        Future<CodeRequest> request =
                stopped("code_requests", () -> ask(request().run("wr_1")));

        // When
        Future<CodeReceived> code =
                stoppedAtCommit("codes", () -> arrive(message().code("123456")));
        open(BETWEEN);
        CodeRequest made = request.get();
        open(COMMIT);

        // Then
        String arrived = code.get().totpCodeId();
        assertThat(codeOf(now(made))).isEqualTo(arrived);
    }

    @Test
    void aCodeWhoseReplicaDiesThereIsGivenWhenItsEventComesAgain() throws Exception {
        // Given
        CodeReceived event = message().code("123456").event();
        Future<?> first = stopped("codes", () -> codes.arrive(event));
        Future<CodeRequest> request =
                stoppedAtCommit("code_requests", () -> ask(request().run("wr_1")));

        // When
        endTheStopped();
        open(COMMIT);

        // Then
        assertThatThrownBy(first::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(request.get().status()).isEqualTo(Status.WAITING);

        // When
        open(BETWEEN);
        codes.arrive(event);

        // Then
        assertThat(codeOf(now(request.get()))).isEqualTo(event.totpCodeId());
    }

    @Test
    void aCodeIsFreeForTheSameRunWhenTheReplicaOfItsRequestDiesThere() throws Exception {
        // Given
        Future<CodeRequest> first = stopped("code_requests", () -> ask(request().run("wr_1")));
        Future<CodeReceived> code =
                stoppedAtCommit("codes", () -> arrive(message().code("123456")));

        // When
        endTheStopped();
        open(COMMIT);
        String free = code.get().totpCodeId();
        open(BETWEEN);

        // Then
        assertThatThrownBy(first::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(codeOf(ask(request().run("wr_1")))).isEqualTo(free);
    }

    /** One side, stored in this table and stopped there. */
    private <T> Future<T> stopped(String table, Callable<T> side) throws SQLException {
        execute("CREATE TRIGGER stop_between AFTER INSERT ON " + table
                + " FOR EACH ROW WHEN (NEW.organization_id = '" + ORG + "') EXECUTE FUNCTION stop_at_gate(" + BETWEEN
                + ")");
        Future<T> running = sides.submit(side);
        Awaitility.await().until(() -> count("SELECT count(*)" + STOPPED) == 1);
        return running;
    }

    /** The other side, gone as far as it can: to what the stopped one keeps from it, or to its own commit. */
    private <T> Future<T> stoppedAtCommit(String table, Callable<T> side) throws SQLException {
        execute("CREATE CONSTRAINT TRIGGER stop_at_commit AFTER INSERT ON " + table
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.organization_id = '" + ORG
                + "') EXECUTE FUNCTION stop_at_gate(" + COMMIT + ")");
        Future<T> running = sides.submit(side);
        Awaitility.await()
                .until(() -> count("SELECT count(*) FROM pg_locks l WHERE l.locktype = 'advisory' AND NOT l.granted"
                                + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                        == 2);
        return running;
    }

    private void endTheStopped() throws SQLException {
        execute("SELECT pg_terminate_backend(l.pid)" + STOPPED);
    }

    private void open(long lock) throws SQLException {
        execute("SELECT pg_advisory_unlock(" + lock + ")");
    }

    private long count(String sql) throws SQLException {
        try (Statement select = gates.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = gates.createStatement()) {
            statement.execute(sql);
        }
    }
}
