package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every replica tells followers of codes one history, also after the recording replica dies. */
@ExtendWith(RunningSystem.class)
class FollowersTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void bothReplicasAndTheGatewayTellOneHistory(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        List<BlockingQueue<String>> streams = List.of(
                follow(system.resolver(0), api, "0"),
                follow(system.resolver(1), api, "0"),
                follow(system.gateway(), api, "0"));

        // When
        push(api, "111111");
        push(api, "222222");
        api.post("/v1/code-requests", "{\"totp_identifier\":\"user@example.com\"}", "Prefer", "wait=20");

        // Then
        for (BlockingQueue<String> stream : streams) {
            assertThat(events(stream, 3))
                    .startsWith("id: 1")
                    .filteredOn(line -> line.startsWith("id: "))
                    .containsExactly("id: 1", "id: 2", "id: 3");
        }
    }

    @Test
    void theOtherReplicaGoesOnRecordingWhenOneDies(LocalSystem system) throws Exception {
        for (int dies = 0; dies < 3; dies++) {
            // Given
            Api api = Organizations.fresh(system);
            BlockingQueue<String> stream = follow(system.resolver((dies + 1) % 3), api, "0");
            push(api, "111111");
            assertThat(events(stream, 1)).contains("event: received");
            ServiceProcess victim = system.resolverProcess(dies);

            // When
            victim.kill();
            push(api, "222222");

            // Then
            try {
                assertThat(events(stream, 1)).contains("id: 2", "event: received");
            } finally {
                victim.startAgain();
                victim.awaitReady();
            }
        }
    }

    private static void push(Api api, String code) {
        assertThat(api.post(
                                "/v1/credentials/totp",
                                "{\"totp_identifier\":\"user@example.com\",\"content\":\"" + code + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private static BlockingQueue<String> follow(URI base, Api api, String lastEventId) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/codes/events"))
                .header("x-api-key", Objects.requireNonNull(api.key()))
                .header("Last-Event-ID", lastEventId)
                .build();
        var _ = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(lines::add));
        return lines;
    }

    /** The ids and names of this many events. */
    private static List<String> events(BlockingQueue<String> lines, int count) throws InterruptedException {
        List<String> events = new ArrayList<>();
        int data = 0;
        while (data < count) {
            String line = lines.poll(30, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("Nothing more was told after " + events);
            }
            if (line.startsWith("data:")) {
                data++;
            } else if (line.matches("id: ?[1-9].*|event:.*")) {
                // The opening of the stream has an id, too.
                events.add(line.replaceFirst(":\\s*", ": "));
            }
        }
        return events;
    }
}
