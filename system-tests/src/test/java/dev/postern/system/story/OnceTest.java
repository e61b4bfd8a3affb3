package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A code and two runs that wait for it, on two resolver processes: exactly one gets it. */
@ExtendWith(RunningSystem.class)
class OnceTest {
    private static final int ROUNDS = 150;
    private static final int AT_ONCE = 20;

    @Test
    void exactlyOneOfTwoRunsGetsTheCode(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        Semaphore places = new Semaphore(AT_ONCE);
        List<CompletableFuture<Integer>> rounds = new ArrayList<>();
        String series = "once-" + System.nanoTime();

        // When: in every round two requests and one code come at the same moment
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < ROUNDS; number++) {
                String identifier = series + "-" + number + "@example.com";
                String run = series + "-" + number;
                places.acquire();
                rounds.add(CompletableFuture.supplyAsync(() -> round(system, api, identifier, run, callers), callers)
                        .whenComplete((winners, failure) -> places.release()));
            }
            for (CompletableFuture<Integer> round : rounds) {
                // Then: as the callers see it, which each round checks
                assertThat(round.get(120, TimeUnit.SECONDS)).isEqualTo(2);
            }
        }

        // Then: as the table has it
        assertThat(count(
                        system.codes(),
                        "SELECT count(*) FROM code_requests WHERE workflow_run_id LIKE ? AND status = 'delivered'",
                        series + "%"))
                .isEqualTo(2 * ROUNDS);
        assertThat(count(system.codes(), """
                SELECT count(*) FROM (
                    SELECT totp_code_id FROM code_requests WHERE workflow_run_id LIKE ?
                    GROUP BY totp_code_id HAVING count(DISTINCT run_key) > 1) t""", series + "%")).isZero();
        assertThat(count(system.codes(), """
                SELECT count(*) FROM code_requests r JOIN codes c USING (totp_code_id)
                WHERE r.workflow_run_id LIKE ? AND c.claimed_run IS DISTINCT FROM r.run_key""", series + "%")).isZero();
        assertThat(count(
                        system.codes(),
                        "SELECT count(*) FROM code_requests WHERE workflow_run_id LIKE ? AND woken_by = 'timer'",
                        series + "%"))
                .isZero();
    }

    /** Two requests and a code at once; when one has it, a second code for the other. The number of right answers. */
    private static int round(LocalSystem system, Api api, String identifier, String run, ExecutorService callers) {
        CountDownLatch together = new CountDownLatch(3);
        CompletableFuture<Api.Answer> first = CompletableFuture.supplyAsync(
                () -> ask(api.at(system.resolver(0)), identifier, run + "-a", together), callers);
        CompletableFuture<Api.Answer> second = CompletableFuture.supplyAsync(
                () -> ask(api.at(system.resolver(1)), identifier, run + "-b", together), callers);
        meet(together);
        String contested = push(api, identifier, "847291");
        String winner =
                codeId((Api.Answer) CompletableFuture.anyOf(first, second).join());
        String consolation = push(api, identifier, "102938");
        assertThat(winner).isEqualTo(contested);
        assertThat(List.of(codeId(first.join()), codeId(second.join())))
                .containsExactlyInAnyOrder(contested, consolation);
        return 2;
    }

    private static String push(Api api, String identifier, String code) {
        Api.Answer pushed = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + identifier + "\",\"content\":\"Your verification code is " + code + "\"}");
        assertThat(pushed.status()).as(pushed.text()).isEqualTo(200);
        return pushed.json().get("totp_code_id").asText();
    }

    private static Api.Answer ask(Api api, String identifier, String run, CountDownLatch together) {
        meet(together);
        return api.post(
                "/v1/code-requests",
                "{\"totp_identifier\":\"" + identifier + "\",\"workflow_run_id\":\"" + run + "\"}",
                "Prefer",
                "wait=55");
    }

    private static String codeId(Api.Answer answer) {
        return answer.json().get("totp_code_id").asText();
    }

    private static void meet(CountDownLatch together) {
        together.countDown();
        try {
            together.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long count(LocalPostgres.Database database, String sql, String parameter) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
