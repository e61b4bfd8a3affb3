package dev.postern.resolver.answering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An endpoint that ends takes the posts with it that it holds: docs/rules.md, "Access". */
@ExtendWith(WiredResolver.class)
class EndpointEndsWhileHeldTest {
    private static final String OLD_KEY = "the-key-before";

    @Inject
    Publisher publisher;

    @Inject
    PayloadSealer sealer;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";

    static Stream<Consumer<EndpointDraft>> ends() {
        return Stream.of(
                EndpointDraft::delete,
                endpoint -> endpoint.keys(null, "another-key").publish(),
                endpoint -> endpoint.keys(Instant.now().plusMillis(400), EndpointDraft.KEY, OLD_KEY)
                        .publish(),
                endpoint -> endpoint.of("another@example.com").publish());
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aHeldPostIsRefusedAndGetsNoCode(Consumer<EndpointDraft> end) throws Exception {
        // Given
        EndpointDraft endpoint = endpoint();
        CompletableFuture<Response> held = async(endpoint, OLD_KEY);
        awaitWaiting();

        // When
        end.accept(endpoint);

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(403);
    }

    @Test
    void aChangeOfSomethingElseEndsNothing() throws Exception {
        // Given
        EndpointDraft endpoint = endpoint();
        CompletableFuture<Response> held = async(endpoint, OLD_KEY);
        awaitWaiting();

        // When
        endpoint.holding(40).publish();
        publisher.publish(publisher.code(organization, address, "847291"));

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(200).body("verification_code", equalTo("847291"));
    }

    private EndpointDraft endpoint() {
        return new EndpointDraft(publisher, sealer, organization)
                .of(address)
                .keys(null, EndpointDraft.KEY, OLD_KEY)
                .holding(50)
                .publish();
    }

    private static CompletableFuture<Response> async(EndpointDraft endpoint, String signingKey) {
        return CompletableFuture.supplyAsync(
                () -> endpoint.askFor("wr_1", signingKey),
                task -> Thread.ofVirtual().start(task));
    }

    private void awaitWaiting() {
        String key = publisher.key(organization);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(given().header("x-api-key", key)
                                .get("/v1/code-requests?status=waiting")
                                .jsonPath()
                                .getList("code_requests"))
                        .hasSize(1));
    }
}
