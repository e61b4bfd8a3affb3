package dev.postern.resolver.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.UserServer.Reply;
import dev.postern.resolver.CredentialServiceStub;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** credential-service that goes away keeps nobody from what does not come from it. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class CredentialServiceAwayTest {
    private static final int MORE_THAN_CONNECTIONS = 20;
    private static final Executor CALLERS = call -> Thread.ofVirtual().start(call);

    @Inject
    Publisher publisher;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private final String credential = "cred_" + UUID.randomUUID();
    private String key;

    @BeforeEach
    void begin() {
        key = publisher.key(organization);
        CredentialServiceStub.isOutOfReach(credential);
    }

    @Test
    void aRequestThatNamesNothingElseIsRefusedWithTheTimeToAskAgain() {
        ask("{\"credential_id\":\"" + credential + "\"}", 20)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/temporarily-unavailable"));
    }

    @Test
    void oneThatNeverAnswersIsAskedAgainOnConnectionsThatWork() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        CredentialServiceStub.willAnswer(credential, () -> await(never));
        String other = "cred_" + UUID.randomUUID();
        CredentialServiceStub.willAnswer(other, CredentialServiceStub.code("135791"));
        List<CompletableFuture<Response>> refused = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> ask("{\"credential_id\":\"" + credential + "\"}", 0), CALLERS))
                .limit(MORE_THAN_CONNECTIONS)
                .toList();
        refused.forEach(one -> one.join().then().statusCode(503));

        // Then
        until(() -> ask("{\"credential_id\":\"" + other + "\"}", 0).then().body("code", equalTo("135791")));
        never.countDown();
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIdentifierGoesOnWaitingForItsCodeAndSaysWhatIsAmiss() {
        // Given
        Response asked = ask("{\"credential_id\":\"" + credential + "\",\"totp_identifier\":\"" + address + "\"}", 0);
        asked.then().statusCode(202).body("credential_state", equalTo("unreachable"));

        // When
        publisher.publish(publisher.code(organization, address, "847291"));

        // Then
        until(() -> get(asked).then().body("code", equalTo("847291")).body("source", equalTo("received")));
    }

    @Test
    void anAddressToCallGoesOnBeingCalled() {
        try (UserServer server = UserServer.start(_ -> Reply.code("775533"))) {
            ask("{\"credential_id\":\"" + credential + "\",\"totp_url\":\"" + server.url() + "\"}", 30)
                    .then()
                    .statusCode(200)
                    .body("code", equalTo("775533"))
                    .body("source", equalTo("totp_url"));
        }
    }

    @Test
    void theSeedAnswersWhenItIsBack() throws Exception {
        // Given
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(
                () -> ask("{\"credential_id\":\"" + credential + "\",\"totp_identifier\":\"" + address + "\"}", 50));
        until(() -> as().get("/v1/code-requests?status=waiting")
                .then()
                .body("code_requests.credential_state[0]", equalTo("unreachable")));

        // When
        CredentialServiceStub.willAnswer(credential, CredentialServiceStub.code("246802"));

        // Then
        held.get(30, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("code", equalTo("246802"))
                .body("source", equalTo("authenticator"))
                .body("credential_state", nullValue());
    }

    @Test
    void aCredentialThatTurnsOutToReceiveItsCodesIsWaitedForThere() {
        try (UserServer server = UserServer.start(_ -> Reply.code(""))) {
            // Given
            publisher.publish(publisher.code(organization, address, "111111"));
            Response first = ask("{\"credential_id\":\"" + credential + "\",\"totp_url\":\"" + server.url() + "\"}", 0);
            Response second =
                    ask("{\"credential_id\":\"" + credential + "\",\"totp_url\":\"" + server.url() + "\"}", 0);
            first.then().statusCode(202).body("credential_state", equalTo("unreachable"));

            // When
            CredentialServiceStub.willAnswer(
                    credential, "{\"kind\":\"received\",\"totp_identifier\":\"" + address + "\"}");

            // Then: one has the code that is there, the other the next one
            until(() -> as().get("/v1/code-requests?status=waiting")
                    .then()
                    .body("code_requests.size()", equalTo(1))
                    .body("code_requests.totp_identifier[0]", equalTo(address))
                    .body("code_requests.credential_state[0]", nullValue()));
            publisher.publish(publisher.code(organization, address, "222222"));
            until(() -> as().get("/v1/code-requests?status=waiting").then().body("code_requests.size()", equalTo(0)));
            assertThat(List.of(get(first).<String>path("code"), get(second).<String>path("code")))
                    .containsExactlyInAnyOrder("111111", "222222");
        }
    }

    @Test
    void aCredentialWithoutCodesIsReportedAndTheOtherSourceGoesOn() {
        // Given
        Response asked = ask("{\"credential_id\":\"" + credential + "\",\"totp_identifier\":\"" + address + "\"}", 0);

        // When
        CredentialServiceStub.willAnswer(credential, "{\"kind\":\"none\"}");

        // Then
        until(() -> get(asked).then().statusCode(202).body("credential_state", equalTo("unusable")));
        publisher.publish(publisher.code(organization, address, "847291"));
        until(() -> get(asked).then().body("code", equalTo("847291")));
    }

    @Test
    void whoeverWaitsForItsStepGoesOnWaitingWhenItGoesAway() {
        // Given
        String step = "{\"kind\":\"wait\",\"until\":\"" + Instant.now().plusSeconds(1) + "\"}";
        CredentialServiceStub.willAnswer(credential, step);
        Response asked = ask("{\"credential_id\":\"" + credential + "\"}", 0);
        asked.then().statusCode(202).body("credential_state", nullValue());

        // When
        CredentialServiceStub.isOutOfReach(credential);

        // Then
        until(() -> get(asked).then().statusCode(202).body("credential_state", equalTo("unreachable")));
        CredentialServiceStub.willAnswer(credential, CredentialServiceStub.code("135791"));
        until(() -> get(asked).then().statusCode(200).body("code", equalTo("135791")));
    }

    private Response get(Response asked) {
        return as().get("/v1/code-requests/" + asked.<String>path("code_request_id"));
    }

    private Response ask(String body, int wait) {
        return as().header("Prefer", "wait=" + wait).body(body).post("/v1/code-requests");
    }

    private RequestSpecification as() {
        return given().header("x-api-key", key).contentType("application/json");
    }

    private static void until(ThrowingRunnable holds) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(holds);
    }
}
