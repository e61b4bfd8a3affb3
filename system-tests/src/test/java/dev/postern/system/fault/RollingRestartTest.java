package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Restarts one resolver after the other while logins of every kind wait. */
@ExtendWith(RunningSystem.class)
class RollingRestartTest {
    private static final int OF_EACH_KIND = 4;

    @Test
    void everyLoginGetsItsOwnCode(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        List<WaitingClient> all = new ArrayList<>();

        // When
        for (int replica = 0; replica < 2; replica++) {
            List<WaitingClient> clients = clients(api, replica);
            restart(system, replica, api, clients);
            all.addAll(clients);
        }

        // Then
        for (WaitingClient client : all) {
            assertThat(client.code()).as(client.run()).isEqualTo(client.own());
        }
        assertThat(handedOut(api)).isEqualTo(expected(all));
    }

    private static void restart(LocalSystem system, int replica, Api api, List<WaitingClient> clients)
            throws Exception {
        URI stopping = system.resolver(replica);
        Api other = api.at(system.resolver(1 - replica));
        ServiceProcess process = system.resolverProcess(replica);
        Map<WaitingClient, CompletableFuture<Boolean>> calls = new LinkedHashMap<>();
        clients.forEach(client -> calls.put(client, client.call(stopping)));
        untilWaiting(other, clients.size());

        // Some are answered before, some while it stops, some by the other.
        push(api, clients.subList(0, 3));
        process.terminate();
        push(api, clients.subList(3, 2 * clients.size() / 3));
        try {
            Map<WaitingClient, CompletableFuture<Boolean>> nextCalls = new LinkedHashMap<>();
            for (Map.Entry<WaitingClient, CompletableFuture<Boolean>> call : calls.entrySet()) {
                // A replica that is told to stop answers every caller that it holds.
                if (!call.getValue().get(20, TimeUnit.SECONDS)) {
                    nextCalls.put(call.getKey(), call.getKey().call(other.base()));
                }
            }
            push(api, clients.subList(2 * clients.size() / 3, clients.size()));
            for (CompletableFuture<Boolean> next : nextCalls.values()) {
                assertThat(next.get(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            process.awaitEnd();
            process.startAgain();
            process.awaitReady();
        }
    }

    private static List<WaitingClient> clients(Api api, int replica) {
        List<WaitingClient> clients = new ArrayList<>();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            String name = "-" + replica + "-" + i;
            clients.add(WaitingClient.polling(api, "wr_poll" + name, code(clients, replica)));
            clients.add(WaitingClient.following(api, "wr_events" + name, code(clients, replica)));
            clients.add(WaitingClient.skyvern(api, "wr_skyvern" + name, code(clients, replica)));
        }
        return clients;
    }

    private static String code(List<WaitingClient> before, int replica) {
        return Integer.toString(510_000 + 1_000 * replica + before.size());
    }

    private static void push(Api api, List<WaitingClient> clients) {
        for (WaitingClient client : clients) {
            Api.Answer pushed = client.push(api);
            assertThat(pushed.status()).as(pushed.text()).isEqualTo(200);
        }
    }

    private static void untilWaiting(Api api, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.get("/v1/code-requests?status=waiting")
                                .json()
                                .get("code_requests"))
                        .hasSize(count));
    }

    private static Map<String, String> expected(List<WaitingClient> clients) {
        Map<String, String> runs = new LinkedHashMap<>();
        clients.forEach(client -> runs.put(client.own(), client.run()));
        return runs;
    }

    /** By code, the run that got it. */
    private static Map<String, String> handedOut(Api api) {
        Map<String, String> runs = new LinkedHashMap<>();
        for (JsonNode code : api.get("/v1/codes?limit=100").json().get("codes")) {
            String of = code.get("code").asText();
            assertThat(runs).doesNotContainKey(of);
            runs.put(of, code.get("run").asText());
            assertThat(code.get("code_requests").findValuesAsText("run")).containsOnly(runs.get(of));
        }
        return runs;
    }
}
