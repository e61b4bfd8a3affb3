package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.fixtures.UserServer;
import dev.postern.local.LocalSystem;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.SkyvernServer;
import dev.postern.system.Waits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Resolvers that are killed, and resolvers that are told to stop. */
@ExtendWith(RunningSystem.class)
class ReplicaKilledTest {
    private static final int LOGINS = 16;

    @Test
    void aKilledReplicaDelaysNobodyElsesCodeByMoreThanTenSeconds(LocalSystem system) throws Exception {
        // Given: enough addresses for partitions of both
        Api api = Organizations.fresh(system);
        ServiceProcess second = system.resolverProcess(1);
        Map<String, CompletableFuture<Api.Answer>> logins = new LinkedHashMap<>();
        for (int i = 0; i < LOGINS; i++) {
            String address = UUID.randomUUID() + "@example.com";
            logins.put(
                    address,
                    api.at(system.resolver(0))
                            .postLater(
                                    "/v1/code-requests",
                                    "{\"totp_identifier\":\"" + address + "\"}",
                                    "Prefer",
                                    "wait=30"));
        }
        Waits.untilWaiting(api, LOGINS);

        // When
        second.kill();
        int code = 909_000;
        for (String address : logins.keySet()) {
            Api.Answer pushed = api.post(
                    "/v1/credentials/totp",
                    "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is " + code++
                            + "\"}");
            assertThat(pushed.status()).isEqualTo(200);
        }

        // Then: with two seconds for a busy machine
        try {
            CompletableFuture.allOf(logins.values().toArray(CompletableFuture[]::new))
                    .get(12, TimeUnit.SECONDS);
            int own = 909_000;
            for (CompletableFuture<Api.Answer> login : logins.values()) {
                assertThat(login.join().json().get("code").asText()).isEqualTo(Integer.toString(own++));
            }
        } finally {
            second.startAgain();
            second.awaitReady();
        }
    }

    @Test
    void theOtherReplicaGoesOnCallingAUsersServerWithinTenSeconds(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        ServiceProcess second = system.resolverProcess(1);
        try (UserServer server = UserServer.start()) {
            Api.Answer asked = api.at(system.resolver(1))
                    .post("/v1/code-requests", "{\"totp_url\":\"" + server.url("/code") + "\"}");
            assertThat(asked.status()).as(asked.text()).isEqualTo(202);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(server.calls()).isNotEmpty());

            // When
            second.kill();
            server.answer("919191");

            // Then
            Awaitility.await()
                    .atMost(Duration.ofSeconds(12))
                    .untilAsserted(() -> assertThat(api.at(system.resolver(0))
                                    .get("/v1/code-requests/"
                                            + asked.json()
                                                    .get("code_request_id")
                                                    .asText())
                                    .json()
                                    .get("code")
                                    .asText())
                            .isEqualTo("919191"));
        } finally {
            second.startAgain();
            second.awaitReady();
        }
    }

    @Test
    void aCodeGoesPastTheRequestOfACallerThatDiedWithItsReplica(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        ServiceProcess second = system.resolverProcess(1);
        String address = UUID.randomUUID() + "@example.com";
        String asked = "{\"totp_identifier\":\"" + address + "\"";
        var _ = api.at(system.resolver(1)).postLater("/v1/code-requests", asked + "}", "Prefer", "wait=55");
        Waits.untilWaiting(api, 1);

        // When
        second.kill();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !api.get("/v1/code-requests?status=waiting")
                            .json()
                            .at("/code_requests/0/attended")
                            .asBoolean());
            CompletableFuture<Api.Answer> login =
                    api.postLater("/v1/code-requests", asked + ",\"workflow_run_id\":\"wr_1\"}", "Prefer", "wait=30");
            Waits.untilWaiting(api, 2);
            api.post(
                    "/v1/credentials/totp",
                    "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 737373\"}");

            // Then
            assertThat(login.get(30, TimeUnit.SECONDS).json().get("code").asText())
                    .isEqualTo("737373");
        } finally {
            second.startAgain();
            second.awaitReady();
        }
    }

    @Test
    void heldRequestsAreAnsweredWhenTheReplicaIsToldToStop(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        ServiceProcess second = system.resolverProcess(1);
        CompletableFuture<Api.Answer> held = api.at(system.resolver(1))
                .postLater(
                        "/v1/code-requests",
                        "{\"totp_identifier\":\"" + UUID.randomUUID() + "\",\"workflow_run_id\":\"wr_1\"}",
                        "Prefer",
                        "wait=50");
        Waits.untilWaiting(api, 1);

        // When
        second.terminate();

        // Then
        try {
            Api.Answer answer = held.get(20, TimeUnit.SECONDS);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().get("status").asText()).isEqualTo("waiting");
        } finally {
            second.awaitEnd();
            second.startAgain();
            second.awaitReady();
        }
    }

    @Test
    void aStoppingReplicaAnswersASkyvernServerWhoseNextCallFindsTheCode(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String address = UUID.randomUUID() + "@example.com";
        String signingKey = "the-api-key-of-the-skyvern-organisation";
        String path = SkyvernServer.path(SkyvernServer.endpoint(api, address, signingKey));
        String body = "{\"workflow_run_id\":\"wr_1\"}";
        ServiceProcess second = system.resolverProcess(1);
        CompletableFuture<Api.Answer> held = SkyvernServer.askLater(api.at(system.resolver(1)), path, signingKey, body);
        Waits.untilWaiting(api, 1);

        // When
        second.terminate();

        // Then
        try {
            Api.Answer none = held.get(20, TimeUnit.SECONDS);
            assertThat(none.status()).isEqualTo(200);
            assertThat(none.text()).isEqualTo("{\"verification_code\":\"\"}");
            api.post(
                    "/v1/credentials/totp",
                    "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 626262\"}");
            assertThat(SkyvernServer.ask(api.at(system.resolver(0)), path, signingKey, body)
                            .text())
                    .isEqualTo("{\"verification_code\":\"626262\"}");
        } finally {
            second.awaitEnd();
            second.startAgain();
            second.awaitReady();
        }
    }
}
