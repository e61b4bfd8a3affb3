package dev.postern.credential.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.store.PlainStore;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import io.agroal.api.AgroalDataSource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/**
 * Two hundred runs on two instances want the codes of one seed whose steps last a second; one instance loses all its
 * connections in the middle and does not come back.
 */
class InstanceKilledTest {
    private static final int RUNS = 200;
    private static final int KILLED_AFTER = 3;
    private static final int ENOUGH = 7;

    private final PlainStore store = new PlainStore();
    private final CredentialDatabase database = store.database();
    private final DataSource dataSource = database.dataSource();

    private record Given(String run, long step) {}

    @Test
    void noStepIsGivenTwiceAndNoneFromBeyondTheNext() throws Exception {
        // Given
        String organization = store.organization();
        byte[] seed = new byte[20];
        new SecureRandom().nextBytes(seed);
        String uri = "otpauth://totp/x?period=1&secret=" + new Base32().encodeToString(seed);
        String[] credentials = {store.storeAuthenticator(organization, uri), store.storeAuthenticator(organization, uri)
        };
        Queue<Given> given = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();

        // When
        try (AgroalDataSource first = database.pool("instance-a");
                AgroalDataSource second = database.pool("instance-b");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HandOutCode[] instances = {PlainLeases.handOutCode(store, first), PlainLeases.handOutCode(store, second)};
            for (int i = 0; i < RUNS; i++) {
                HandOutCode instance = instances[i % 2];
                // Both instances ask for both credentials of the seed.
                CodeQuestion question =
                        new CodeQuestion(organization, credentials[i / 2 % 2], "run-" + i, 0, null, null, null);
                threads.execute(() -> ask(instance, question, given, refused));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> given.size() >= KILLED_AFTER);
            kill(first);
        }

        // Then
        assertThat(refused).as("the killed instance's runs").hasPositiveValue();
        assertThat(given).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(given.stream().map(Given::step)).doesNotHaveDuplicates();
        assertThat(given.stream().map(Given::run)).doesNotHaveDuplicates();
        Map<Long, String> stored = stored(credentials);
        assertThat(given).allSatisfy(one -> assertThat(stored).containsEntry(one.step(), one.run()));
        assertThat(stepsFromBeyondTheNext(credentials)).isZero();
    }

    /** Asks at once again until it has a code, its instance is gone, or there were enough. */
    private static void ask(HandOutCode instance, CodeQuestion question, Queue<Given> given, AtomicInteger refused) {
        while (given.size() < ENOUGH) {
            try {
                if (instance.answer(question) instanceof AuthenticatorAnswer.Code code) {
                    given.add(new Given(question.run(), code.step()));
                    return;
                }
            } catch (RuntimeException gone) {
                refused.incrementAndGet();
                return;
            }
        }
    }

    private void kill(AgroalDataSource killed) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement kill = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?")) {
            killed.close();
            kill.setString(1, "instance-a");
            kill.execute();
        }
    }

    private Map<Long, String> stored(String[] credentials) throws SQLException {
        Map<Long, String> runs = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT step, run FROM totp_steps WHERE credential_id IN (?, ?)")) {
            select.setString(1, credentials[0]);
            select.setString(2, credentials[1]);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    runs.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return runs;
    }

    /** On the clock that decided, the database's. */
    private int stepsFromBeyondTheNext(String[] credentials) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement("""
                        SELECT count(*) FROM totp_steps
                        WHERE credential_id IN (?, ?) AND step > floor(extract(epoch FROM handed_out_at)) + 1""")) {
            count.setString(1, credentials[0]);
            count.setString(2, credentials[1]);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
