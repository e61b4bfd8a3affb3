package dev.postern.system.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Three resolvers, many logins and codes at once, events that come twice, and resolvers that are killed: no code goes to two runs and
 * none that was acknowledged is lost. The check that says so is seen to find both where they are planted.
 *
 * <p>Longer: {@code -Dpostern.once.codes=1000000 -Dpostern.once.kills=50}.
 */
@ExtendWith(RunningSystem.class)
class OnceUnderFaultsTest {
    private static final int CODES = Integer.getInteger("postern.once.codes", 500);
    private static final int KILLS = Integer.getInteger("postern.once.kills", 2);
    private static final int REPLICAS = 3;
    private static final int MAILBOXES = 60;

    @Test
    void everyCodeGoesToOneRunWhileResolversDieAndEventsRepeat(LocalSystem system, TestReporter reporter)
            throws Exception {
        // Given
        Crowd crowd = new Crowd(system, Organizations.fresh(system), REPLICAS, MAILBOXES);
        Kills kills = new Kills(system, REPLICAS, KILLS);
        int twice;
        // Not the common pool: on a small machine it has one thread, and the HTTP client needs that.
        try (ExecutorService killer = Executors.newSingleThreadExecutor();
                Echo echo = Echo.of(system.kafka().bootstrapServers())) {

            // When
            Future<?> killing = killer.submit(() -> kills.spreadOver(CODES, crowd::answered));
            try {
                crowd.meetUntil(() -> killing.isDone() && crowd.answered() >= CODES);
            } finally {
                kills.end();
                killing.get();
                kills.awaitReady();
            }
            twice = echo.publishLater();
        }
        crowd.meetOnceEach();
        crowd.takeWhatIsLeft();

        // Then
        Verdict verdict = crowd.verdict();
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(twice).as("events that came twice").isPositive();
        reporter.publishEntry(Map.of(
                "codes", String.valueOf(crowd.answered()),
                "events that came twice", String.valueOf(twice),
                "kills", String.valueOf(KILLS)));
    }

    @Test
    void aPlantedDoubleClaimIsFound(LocalSystem system) throws Exception {
        // Given
        Crowd crowd = new Crowd(system, Organizations.fresh(system), REPLICAS, 1);
        String mailbox = crowd.someMailbox();
        String second = "wr_" + UUID.randomUUID();
        String code = crowd.push(mailbox);
        String first = crowd.login(mailbox);
        assertThat(crowd.ask(mailbox, second).orElseThrow().status()).isEqualTo(202);
        assertThat(crowd.verdict().isClean()).isTrue();

        // When: the second request gets what the first has
        int planted = change(system.codes(), """
                UPDATE code_requests b SET status = 'delivered', source = a.source, totp_code_id = a.totp_code_id,
                    delivered_type = a.delivered_type, code_sealed = a.code_sealed, delivered_at = a.delivered_at,
                    code_received_at = a.code_received_at, valid_until = a.valid_until,
                    rule = a.rule, confidence = a.confidence
                FROM code_requests a WHERE a.workflow_run_id = ? AND b.workflow_run_id = ?""", first, second);
        crowd.see(second, crowd.ask(mailbox, second).orElseThrow());

        // Then
        assertThat(planted).isOne();
        assertThat(crowd.verdict().twice()).isEqualTo(Map.of(code, Set.of(first, second)));
    }

    @Test
    void aPlantedLossIsFound(LocalSystem system) throws Exception {
        // Given
        Crowd crowd = new Crowd(system, Organizations.fresh(system), REPLICAS, 20);
        crowd.meetUntil(() -> crowd.answered() >= 20);
        String kept = crowd.push(crowd.someMailbox());
        String lost = crowd.push(crowd.someMailbox());

        // When: its row goes, as if it had never been written
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                change(system.codes(), "DELETE FROM codes WHERE totp_code_id = ?", crowd.idOf(lost)))
                        .isOne());
        crowd.takeWhatIsLeft();

        // Then
        Verdict verdict = crowd.verdict();
        assertThat(verdict.lost()).containsExactly(lost).doesNotContain(kept);
        assertThat(verdict.unlisted()).containsExactly(lost);
        assertThat(verdict.twice()).isEmpty();
    }

    private static int change(LocalPostgres.Database database, String sql, String... parameters) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement change = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                change.setString(at + 1, parameters[at]);
            }
            return change.executeUpdate();
        }
    }
}
