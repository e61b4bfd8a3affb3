package dev.postern.resolver.calling;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.UserServer.Reply;
import dev.postern.resolver.CredentialServiceStub;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request that names a credential, an identifier and a {@code totp_url} has the first answer, and leaves the others' codes. */
@ExtendWith(WiredResolver.class)
class AllSourcesTest {
    @Inject
    Publisher publisher;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void theSeedWinsAtOnceOverACodeThatIsThere() {
        try (UserServer server = UserServer.start(_ -> Reply.code("414141"))) {
            // Given
            received("525252");
            // When
            Response answer = askAll(CredentialServiceStub.WITH_SEED, server);
            // Then
            answer.then()
                    .body("source", equalTo("authenticator"))
                    .body("code", equalTo(CredentialServiceStub.SEED_CODE));
            assertThat(server.calls()).isEmpty();
            anotherRunGets("525252");
        }
    }

    @Test
    void aReceivedCodeThatComesFirstWinsAndLeavesTheServersCode() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (UserServer server = UserServer.start(_ -> {
            over.await();
            return Reply.code("414141");
        })) {
            // Given
            CompletableFuture<Response> held =
                    CompletableFuture.supplyAsync(() -> askAll(CredentialServiceStub.WITH_BUSY_SEED, server));
            Awaitility.await().until(() -> !server.calls().isEmpty());
            // When
            received("525252");
            // Then
            held.get(20, TimeUnit.SECONDS)
                    .then()
                    .body("source", equalTo("received"))
                    .body("code", equalTo("525252"));
            over.countDown();
            ask("{\"totp_url\":\"" + server.url() + "\",\"workflow_run_id\":\"wr_2\"}")
                    .then()
                    .body("code", equalTo("414141"));
        }
    }

    @Test
    void aServersAnswerThatComesFirstWinsAndLeavesTheReceivedCode() {
        try (UserServer server = UserServer.start(_ -> Reply.code("414141"))) {
            // When
            Response answer = askAll(CredentialServiceStub.WITH_BUSY_SEED, server);
            // Then
            answer.then().body("source", equalTo("totp_url")).body("code", equalTo("414141"));
            received("525252");
            anotherRunGets("525252");
        }
    }

    private void received(String code) {
        publisher.publish(publisher.code(organization, address, code));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asCaller()
                        .get("/v1/credentials/totp?totp_identifier=" + address)
                        .then()
                        .body("code", hasItem(code)));
    }

    private void anotherRunGets(String code) {
        ask("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"wr_2\"}")
                .then()
                .body("source", equalTo("received"))
                .body("code", equalTo(code));
    }

    private Response askAll(String credential, UserServer server) {
        return ask("""
            {"credential_id":"%s","totp_identifier":"%s","totp_url":"%s","workflow_run_id":"wr_1"}\
            """.formatted(credential, address, server.url()));
    }

    private Response ask(String body) {
        return asCaller().header("Prefer", "wait=20").body(body).post("/v1/code-requests");
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }
}
