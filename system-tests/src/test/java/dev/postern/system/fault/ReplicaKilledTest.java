package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.Waits;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A resolver that dies takes no login with it; one that is told to stop answers those it holds. */
@ExtendWith(RunningSystem.class)
class ReplicaKilledTest {

    @Test
    void theOtherReplicaTakesOverWithinTenSeconds(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String address = UUID.randomUUID() + "@example.com";
        ServiceProcess second = system.resolverProcess(1);
        CompletableFuture<Api.Answer> login = api.at(system.resolver(0))
                .postLater("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\"}", "Prefer", "wait=30");

        // When
        second.kill();
        Api.Answer pushed = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 909090\"}");
        assertThat(pushed.status()).isEqualTo(200);

        // Then
        try {
            assertThat(login.get(12, TimeUnit.SECONDS).json().get("code").asText())
                    .isEqualTo("909090");
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
            Api.Answer answer = held.get(5, TimeUnit.SECONDS);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().get("status").asText()).isEqualTo("waiting");
        } finally {
            second.awaitEnd();
            second.startAgain();
            second.awaitReady();
        }
    }
}
