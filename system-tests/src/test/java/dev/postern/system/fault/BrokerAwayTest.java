package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While the broker is away a push is kept on the disk, and is published afterwards. */
@ExtendWith(RunningSystem.class)
class BrokerAwayTest {
    // Postern promises five seconds; the rest allows for a busy machine.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

    @Test
    void pushesAreKeptInTimeAndPublishedWithoutARestart(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        String address = UUID.randomUUID() + "@example.com";
        String push = "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 551155\"}";
        assertThat(api.post("/v1/credentials/totp", push).status()).isEqualTo(200);

        // When
        system.kafka().stop();
        String meanwhile = "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 772277\"}";
        Api.Answer kept;
        Duration took;
        try {
            long asked = System.nanoTime();
            kept = api.post("/v1/credentials/totp", meanwhile);
            took = Duration.ofNanos(System.nanoTime() - asked);
        } finally {
            system.kafka().restart();
        }

        // Then
        assertThat(kept.status()).isEqualTo(200);
        assertThat(took).isLessThan(LONGEST_ANSWER);
        String later = "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 661166\"}";
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(api.post("/v1/credentials/totp", later).status())
                                .isEqualTo(200));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(api.get("/v1/credentials/totp?totp_identifier=" + address)
                                .json()
                                .findValuesAsText("code"))
                        .containsExactlyInAnyOrder("551155", "772277", "661166"));

        // Then: every service can again be sure that it does not know a key, and refuses it
        Api stranger = api.as("pk_nobody");
        for (URI service : List.of(
                system.url(Service.CREDENTIAL_SERVICE), system.resolver(0), system.resolver(1), system.resolver(2))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(stranger.at(service)
                                    .get(
                                            service.equals(system.url(Service.CREDENTIAL_SERVICE))
                                                    ? "/v1/credentials"
                                                    : "/v1/credentials/totp")
                                    .status())
                            .isEqualTo(403));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                stranger.post("/v1/credentials/totp", push).status())
                        .isEqualTo(403));
    }
}
