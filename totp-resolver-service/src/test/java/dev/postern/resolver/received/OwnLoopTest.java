package dev.postern.resolver.received;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** However many calls stand before the event loops, a code that arrives is handed over by one of its own. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class OwnLoopTest {
    /** Several for each loop that callers' connections can have. */
    private static final int CONNECTIONS = 64;

    @Inject
    Publisher publisher;

    @Inject
    LoopsSeen loops;

    @Test
    void noCallersConnectionIsOnTheLoopThatHandsOverCodes() {
        // Given
        String organization = "o_" + UUID.randomUUID();
        String key = publisher.key(organization);

        // When
        publisher.publish(publisher.code(organization, "login@example.com", "847291"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !loops.ofCodes().isEmpty());
        for (int call = 0; call < CONNECTIONS; call++) {
            given().header("x-api-key", key)
                    .header("Connection", "close")
                    .get("/v1/codes")
                    .then()
                    .statusCode(200);
        }

        // Then
        assertThat(loops.ofCodes()).doesNotContainAnyElementsOf(loops.ofCallers());
        assertThat(loops.ofCodes()).allMatch(name -> name.startsWith("vert.x-eventloop-thread-"));
    }
}
