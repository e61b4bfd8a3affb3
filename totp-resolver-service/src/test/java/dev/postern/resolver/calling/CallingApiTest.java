package dev.postern.resolver.calling;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The calling side of {@code totp_url}, from a request's body to its answer. */
@ExtendWith(WiredResolver.class)
class CallingApiTest {
    private static final Reply NOT_YET = Reply.code("");

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
    void callsAsSkyvernDoesAndSignsOnceMoreWithIdAndTime() {
        try (UserServer server = UserServer.start(_ -> Reply.code("847291"))) {
            // When
            Response answer = ask("""
                    {"totp_url":"%s","task_id":"tsk_123","workflow_run_id":"wr_456","workflow_permanent_id":"wpid_789"}""", server);
            // Then
            answer.then()
                    .statusCode(200)
                    .body("status", equalTo("delivered"))
                    .body("code", equalTo("847291"))
                    .body("otp_type", equalTo("totp"))
                    .body("source", equalTo("totp_url"))
                    .body("totp_code_id", nullValue())
                    .body("received_at", notNullValue())
                    .body("valid_until", notNullValue())
                    .body("evidence", nullValue())
                    .body("webhook_responses", hasSize(1))
                    .body("webhook_responses[0].status", equalTo(200))
                    .body("webhook_responses[0].result", equalTo("code"))
                    .body("webhook_responses[0].called_at", notNullValue())
                    .body("webhook_responses[0].answered_at", notNullValue());
            UserServer.Call call = server.calls().getFirst();
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.body())
                    .isEqualTo(
                            "{\"task_id\":\"tsk_123\",\"workflow_run_id\":\"wr_456\",\"workflow_permanent_id\":\"wpid_789\"}");
            // The contract's vector for this body and the key test-api-key.
            assertThat(call.headers().getFirst("x-skyvern-signature"))
                    .isEqualTo("a83451c84289a36dff3fa3a793d82de875e4073ee01480c5244f2d3359b5ec39");
            String time = call.headers().getFirst("x-skyvern-timestamp");
            assertThat(time).matches("[0-9]{10}");
            assertThat(call.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(call.headers().getFirst("webhook-timestamp")).isEqualTo(time);
            assertThat(call.headers().getFirst("webhook-signature"))
                    .isEqualTo(CredentialServiceStub.webhookSignature(
                            call.headers().getFirst("webhook-id"), time, call.body()));
            assertThat(call.headers()).doesNotContainKeys("Authorization", "X-api-key");
        }
    }

    @Test
    void callsAgainUntilThereIsACodeEachTimeUnderAnotherId() {
        AtomicReference<Reply> reply = new AtomicReference<>(NOT_YET);
        try (UserServer server = UserServer.start(_ -> reply.get())) {
            // Given
            String id = ask("{\"totp_url\":\"%s\"}", server, "wait=0").path("code_request_id");
            until(() -> assertThat(server.calls()).hasSizeGreaterThan(1));
            // When
            reply.set(Reply.code("Your verification code is 775533, says Acme."));
            // Then
            until(() -> get(id).then()
                    .body("code", equalTo("775533"))
                    .body("evidence.rule", notNullValue())
                    .body("webhook_responses.result", hasItem("no_code")));
            assertThat(server.calls())
                    .allSatisfy(call -> assertThat(call.body()).isEqualTo("{}"));
            assertThat(server.calls())
                    .extracting(call -> call.headers().getFirst("webhook-id"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void letsNoFailingServerKeepAReceivedCodeBackAndSaysHowItFails() throws Exception {
        try (UserServer server = UserServer.start(_ -> new Reply(500, "text/plain", "secret trouble"))) {
            // Given
            CompletableFuture<Response> held = CompletableFuture.supplyAsync(
                    () -> ask("{\"totp_url\":\"%s\",\"totp_identifier\":\"" + address + "\"}", server));
            until(() -> assertThat(server.calls()).isNotEmpty());
            // When
            publisher.publish(publisher.code(organization, address, "991177"));
            // Then
            Response answer = held.get(20, TimeUnit.SECONDS);
            answer.then()
                    .body("code", equalTo("991177"))
                    .body("source", equalTo("received"))
                    .body("webhook_responses[0].status", equalTo(500))
                    .body("webhook_responses[0].result", equalTo("unexpected_status"));
            assertThat(answer.asString()).doesNotContain("secret trouble").doesNotContain("127.0.0.1");
        }
    }

    @Test
    void reportsHowItAnsweredToACallerWhoseTimeIsUp() {
        try (UserServer server = UserServer.start(_ -> new Reply(204, null, ""))) {
            ask("{\"totp_url\":\"%s\"}", server, "wait=1")
                    .then()
                    .statusCode(202)
                    .body("webhook_responses[0].status", equalTo(204));
        }
    }

    @Test
    void breaksAHeldCallOffWhenTheCodeComesFromElsewhere() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (UserServer server = UserServer.start(_ -> {
            over.await();
            return Reply.code("111111");
        })) {
            // Given
            CompletableFuture<Response> held = CompletableFuture.supplyAsync(
                    () -> ask("{\"totp_url\":\"%s\",\"totp_identifier\":\"" + address + "\"}", server));
            until(() -> assertThat(server.calls()).hasSize(1));
            // When
            publisher.publish(publisher.code(organization, address, "222222"));
            // Then
            held.get(20, TimeUnit.SECONDS).then().body("code", equalTo("222222"));
            over.countDown();
            // What the server says too late is nobody's: another run may have it.
            ask("{\"totp_url\":\"%s\",\"workflow_run_id\":\"wr_2\"}", server)
                    .then()
                    .body("code", equalTo("111111"));
        }
    }

    @Test
    void callsAtOnceAgainAfterACallThatWasHeldAndNeverTwiceAtATime() {
        try (UserServer server = UserServer.start(_ -> {
            new CountDownLatch(1).await(2_100, TimeUnit.MILLISECONDS);
            return NOT_YET;
        })) {
            String id = ask("{\"totp_url\":\"%s\"}", server, "wait=0").path("code_request_id");
            until(() -> assertThat(server.calls()).hasSizeGreaterThan(3));
            assertThat(server.mostOpen()).isEqualTo(1);
            asCaller().delete("/v1/code-requests/" + id).then().statusCode(204);
        }
    }

    @Test
    void takesTheSeedsCodeAndCallsNobody() {
        try (UserServer server = UserServer.start(_ -> Reply.code("111111"))) {
            ask("{\"totp_url\":\"%s\",\"credential_id\":\"" + CredentialServiceStub.WITH_SEED + "\"}", server)
                    .then()
                    .body("source", equalTo("authenticator"))
                    .body("code", equalTo(CredentialServiceStub.SEED_CODE))
                    .body("webhook_responses", nullValue());
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void takesTheAnswerThatComesBeforeTheSeedsTurn() {
        try (UserServer server = UserServer.start(_ -> Reply.code("313131"))) {
            ask("{\"totp_url\":\"%s\",\"credential_id\":\"" + CredentialServiceStub.WITH_BUSY_SEED + "\"}", server)
                    .then()
                    .statusCode(200)
                    .body("source", equalTo("totp_url"))
                    .body("code", equalTo("313131"));
            ask(
                            "{\"totp_url\":\"%s\",\"credential_id\":\"" + CredentialServiceStub.WITHOUT_FACTOR
                                    + "\",\"task_id\":\"t\"}",
                            server,
                            "wait=0")
                    .then()
                    .statusCode(202);
        }
    }

    @Test
    void givesNoSecondRunACodeThatTheFirstOneHas() {
        try (UserServer server = UserServer.start(_ -> Reply.code("555111"))) {
            // Given
            String first = ask("{\"totp_url\":\"%s?run=1\",\"workflow_run_id\":\"wr_1\"}", server)
                    .path("code_request_id");
            // When
            Response again = ask("{\"totp_url\":\"%s\",\"workflow_run_id\":\"wr_1\"}", server);
            String other = ask("{\"totp_url\":\"%s?run=2\",\"workflow_run_id\":\"wr_2\"}", server, "wait=0")
                    .path("code_request_id");
            // Then
            again.then().body("code", equalTo("555111"));
            until(() -> get(other)
                    .then()
                    .body("status", equalTo("waiting"))
                    .body("webhook_responses[0].result", equalTo("code_used")));
            // When
            asCaller()
                    .body("{\"outcome\":\"released\"}")
                    .post("/v1/code-requests/" + first + "/outcome")
                    .then()
                    .statusCode(200);
            // Then
            until(() -> get(other).then().body("code", equalTo("555111")));
        }
    }

    @Test
    void givesACodeThatTheSiteRefusedToNobody() {
        AtomicReference<Reply> reply = new AtomicReference<>(Reply.code("660066"));
        try (UserServer server = UserServer.start(_ -> reply.get())) {
            // Given
            String first = ask("{\"totp_url\":\"%s\",\"workflow_run_id\":\"wr_1\"}", server)
                    .path("code_request_id");
            asCaller()
                    .body("{\"outcome\":\"rejected\"}")
                    .post("/v1/code-requests/" + first + "/outcome")
                    .then()
                    .statusCode(200);
            // When
            String second = ask("{\"totp_url\":\"%s\",\"workflow_run_id\":\"wr_1\"}", server, "wait=0")
                    .path("code_request_id");
            until(() -> get(second).then().body("webhook_responses[0].result", equalTo("code_used")));
            reply.set(Reply.code("660067"));
            // Then
            until(() -> get(second).then().body("code", equalTo("660067")));
        }
    }

    @Test
    void insistsOnTheTypeThatWasAskedFor() {
        try (UserServer server = UserServer.start(_ -> Reply.code("123456"))) {
            String id = ask("{\"totp_url\":\"%s\",\"otp_type\":\"magic_link\"}", server, "wait=0")
                    .path("code_request_id");
            until(() -> get(id).then()
                    .body("webhook_responses[0].result", equalTo("other_type"))
                    .body("code", nullValue()));
        }
    }

    @Test
    void saysThatANameCannotBeFoundOrACallCannotBeSigned() {
        String nameless =
                post("{\"totp_url\":\"https://nobody.invalid/\"}", "wait=0").path("code_request_id");
        until(() -> get(nameless)
                .then()
                .body("webhook_responses[0].result", equalTo("address_not_allowed"))
                .body("webhook_responses[0].status", nullValue()));
        try (UserServer server = UserServer.start(_ -> Reply.code("123456"))) {
            key = publisher.key(CredentialServiceStub.UNSIGNED + UUID.randomUUID());
            String unsigned = ask("{\"totp_url\":\"%s\"}", server, "wait=0").path("code_request_id");
            until(() -> get(unsigned).then().body("webhook_responses[0].result", equalTo("not_signed")));
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void refusesAddressesThatAreNoneOrAreNotForEverybody() {
        for (String url :
                new String[] {"ftp://a.example", "https://user:pw@a.example/", "https://", "nothing at all"}) {
            refused("{\"totp_url\":\"" + url + "\"}", "url_parsing");
        }
        for (String url : new String[] {
            "http://10.0.0.1/", "http://169.254.169.254/latest", "https://[::1]/", "http://[::ffff:10.0.0.1]"
        }) {
            refused("{\"totp_url\":\"" + url + "\",\"totp_identifier\":\"" + address + "\"}", "url_blocked");
        }
        post("{\"totp_url\":7}", "wait=0").then().statusCode(422).body("errors.pointer", hasItem("/totp_url"));
        post("{\"totp_url\":\" \"}", "wait=0")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/totp_identifier"));
    }

    @Test
    void stopsCallingWhenNobodyWaitsAnyMore() {
        try (UserServer server = UserServer.start(_ -> NOT_YET)) {
            // Given
            String id = ask("{\"totp_url\":\"%s\"}", server, "wait=0").path("code_request_id");
            until(() -> assertThat(server.calls()).isNotEmpty());
            // When
            asCaller().delete("/v1/code-requests/" + id).then().statusCode(204);
            int before = server.calls().size();
            // Then: a call may have been under way
            String later = ask("{\"totp_url\":\"%s?later\"}", server, "wait=0").path("code_request_id");
            until(() -> assertThat(
                            server.calls().stream().filter(call -> call.path().endsWith("?later")))
                    .hasSizeGreaterThan(2));
            assertThat(server.calls().stream().filter(call -> !call.path().endsWith("?later")))
                    .hasSizeLessThanOrEqualTo(before + 1);
            asCaller().delete("/v1/code-requests/" + later);
        }
    }

    @Test
    void hasNothingToSayOfARequestWithoutAUrl() {
        post("{\"totp_identifier\":\"" + address + "\"}", "wait=0").then().body("webhook_responses", nullValue());
    }

    private void refused(String body, String type) {
        post(body, "wait=0")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem("/totp_url"))
                .body("errors.type", hasItem(type));
    }

    private Response ask(String body, UserServer server) {
        return ask(body, server, "wait=15");
    }

    private Response ask(String body, UserServer server, String preference) {
        return post(body.formatted(server.url()), preference);
    }

    private Response post(String body, String preference) {
        return asCaller().header("Prefer", preference).body(body).post("/v1/code-requests");
    }

    private Response get(String id) {
        return asCaller().get("/v1/code-requests/" + id);
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }

    private static void until(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
