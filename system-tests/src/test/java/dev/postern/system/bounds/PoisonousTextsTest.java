package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that no record or column takes are refused, and a neighbour's events go on. */
@ExtendWith(RunningSystem.class)
class PoisonousTextsTest {
    private static final List<String> MEMBERS =
            List.of("task_id", "workflow_id", "workflow_run_id", "workflow_permanent_id", "credential_id", "sender");

    @ParameterizedTest
    @ValueSource(ints = {256, 2_705, 60_000, 1_100_000})
    void aLongIdIsRefusedAndANeighboursEventArrives(int length, LocalSystem system) throws Exception {
        // Given
        Api attacker = Organizations.fresh(system);
        Api neighbour = Organizations.fresh(system);
        String text = "A".repeat(length);

        // When
        for (String member : MEMBERS) {
            String body = "{\"totp_identifier\":\"a@x.org\",\"timeout_seconds\":1,\"" + member + "\":\"" + text + "\"}";
            assertThat(attacker.post("/v1/code-requests", body).status())
                    .as(member)
                    .isEqualTo(expected(member, length));
        }

        // Then
        hasEventsOf(neighbour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00x"})
    void aTextThatCannotBeStoredIsRefusedOrMended(String text, LocalSystem system) throws Exception {
        // Given
        Api attacker = Organizations.fresh(system);
        Api neighbour = Organizations.fresh(system);

        // When
        for (String member : MEMBERS) {
            String body = "{\"totp_identifier\":\"a@x.org\",\"timeout_seconds\":1,\"" + member + "\":\"" + text + "\"}";
            assertThat(attacker.post("/v1/code-requests", body).status())
                    .as(member)
                    .isIn(202, 404, 422);
        }

        // Then
        hasEventsOf(neighbour);
    }

    /** A body of over 64 KiB is refused by its length; a sender may be longer than an id. */
    private static int expected(String member, int length) {
        if (length > 64 * 1024) {
            return 413;
        }
        return member.equals("sender") && length <= 320 ? 202 : 422;
    }

    /** The feed is made of what the resolver's outbox has published. */
    private static void hasEventsOf(Api neighbour) throws Exception {
        Api.Answer made =
                neighbour.post("/v1/code-requests", "{\"totp_identifier\":\"n@x.org\",\"workflow_run_id\":\"r\"}");
        assertThat(made.status()).isEqualTo(202);
        var login = neighbour.postLater(
                "/v1/code-requests",
                "{\"totp_identifier\":\"n@x.org\",\"workflow_run_id\":\"r2\"}",
                "prefer",
                "wait=30");
        neighbour.post("/v1/credentials/totp", "{\"totp_identifier\":\"n@x.org\",\"content\":\"482913\"}");
        neighbour.post("/v1/credentials/totp", "{\"totp_identifier\":\"n@x.org\",\"content\":\"593024\"}");
        assertThat(login.get(40, TimeUnit.SECONDS).json().get("code").asText()).hasSize(6);
        Awaitility.await()
                .untilAsserted(() -> assertThat(neighbour
                                .get("/v1/statistics")
                                .json()
                                .at("/requested_to_delivered/deliveries")
                                .asInt())
                        .isPositive());
    }
}
