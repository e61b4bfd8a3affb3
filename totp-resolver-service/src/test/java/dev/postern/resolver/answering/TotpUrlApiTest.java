package dev.postern.resolver.answering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.postern.events.OtpType;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class TotpUrlApiTest {
    @Inject
    Publisher publisher;

    @Inject
    PayloadSealer sealer;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void answersAHeldPostWhenTheCodeArrives() throws Exception {
        // Given
        EndpointDraft endpoint = endpoint().publish();
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(() -> endpoint.ask(
                "{\"task_id\":\"tsk_1\",\"workflow_run_id\":\"wr_1\",\"workflow_permanent_id\":\"wpid_1\"}"));
        awaitWaiting(1);

        // When
        push("847291");

        // Then
        held.get(20, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("$", equalTo(Map.of("verification_code", "847291")));
    }

    @Test
    void saysThatThereIsNoneYetAndFindsItWhenAskedAgain() {
        // Given
        EndpointDraft endpoint = endpoint().holding(0).publish();

        // When
        Response first = endpoint.askFor("wr_1");
        Response second = endpoint.askFor("wr_1");
        awaitWaiting(1);
        push("123456");
        awaitWaiting(0);

        // Then
        first.then().statusCode(200).body("verification_code", equalTo(""));
        second.then().statusCode(200).body("verification_code", equalTo(""));
        assertThat(codeOf(endpoint.askFor("wr_1"))).isEqualTo("123456");
    }

    @Test
    void givesARunItsCodeAgainAndTheNewerOneAndNeitherToAnother() {
        // Given
        EndpointDraft endpoint = endpoint().holding(0).publish();
        push("111111");
        awaitListed(1);

        // When
        String first = codeOf(endpoint.askFor("wr_1"));
        String again = codeOf(endpoint.askFor("wr_1"));
        String another = codeOf(endpoint.askFor("wr_2"));
        awaitWaiting(1);
        given().header("x-api-key", key)
                .delete("/v1/code-requests/" + waitingId())
                .then()
                .statusCode(204);
        push("222222");
        awaitListed(2);
        String newer = codeOf(endpoint.askFor("wr_1"));

        // Then
        assertThat(first).isEqualTo("111111");
        assertThat(again).isEqualTo("111111");
        assertThat(another).isEmpty();
        assertThat(newer).isEqualTo("222222");
        assertThat(codeOf(endpoint.askFor("wr_2"))).isEmpty();
    }

    @Test
    void isOneRunWithTheCodeRequestsOfTheSameRun() {
        // Given
        EndpointDraft endpoint = endpoint().holding(0).publish();
        push("333333");
        awaitListed(1);

        // When
        String asked = codeOf(endpoint.askFor("wr_1"));
        Response sameRun = codeRequest("\"workflow_run_id\":\"wr_1\"");
        Response otherRun = codeRequest("\"workflow_run_id\":\"wr_2\"");

        // Then
        assertThat(asked).isEqualTo("333333");
        sameRun.then().statusCode(200).body("code", equalTo("333333"));
        otherRun.then().statusCode(202);
    }

    @Test
    void neverGivesACodeThatTheSiteRefused() {
        // Given
        EndpointDraft endpoint = endpoint().holding(0).publish();
        push("444444");
        awaitListed(1);
        endpoint.askFor("wr_1");
        String id = codeRequest("\"workflow_run_id\":\"wr_1\"").path("code_request_id");
        given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"outcome\":\"rejected\"}")
                .post("/v1/code-requests/" + id + "/outcome")
                .then()
                .statusCode(200);

        // When
        Response after = endpoint.askFor("wr_1");

        // Then
        assertThat(codeOf(after)).isEmpty();
    }

    @Test
    void answersWithTheTypeTheEndpointIsFor() {
        // Given
        EndpointDraft endpoint = endpoint().of(OtpType.MAGIC_LINK).holding(0).publish();
        push("555555");
        publisher.publish(publisher
                .message(organization, address)
                .link("https://example.com/sign-in?token=planted")
                .event());
        awaitListed(2);

        // When
        Response answer = endpoint.askFor("wr_1");

        // Then
        assertThat(codeOf(answer)).isEqualTo("https://example.com/sign-in?token=planted");
    }

    @Test
    void takesABodyWithoutARunOnlyWhereTheEndpointAllowsIt() {
        // Given
        EndpointDraft strict = endpoint().holding(0).publish();
        EndpointDraft open = endpoint().holding(0).withoutRun().publish();
        push("666666");
        awaitListed(1);

        // When
        Response refused = strict.ask("{\"workflow_permanent_id\":\"wpid_1\"}");
        String first = codeOf(open.ask("{}"));
        String repeated = codeOf(open.ask("{}"));
        push("777777");
        awaitListed(2);
        String newer = codeOf(open.ask("{}"));

        // Then
        refused.then()
                .statusCode(422)
                .body("detail[0].type", equalTo("missing"))
                .body("detail[0].loc", equalTo(List.of("body", "workflow_run_id")));
        assertThat(first).isEqualTo("666666");
        assertThat(repeated).isEqualTo("666666");
        assertThat(newer).isEqualTo("777777");
    }

    @Test
    void waitsForAsLongAsTheRunKeepsAskingAndALittleLonger() {
        // Given
        EndpointDraft endpoint = endpoint().holding(0).publish();
        endpoint.askFor("wr_1");
        String before = waiting().path("code_requests[0].expires_at");
        String created = waiting().path("code_requests[0].created_at");

        // When
        endpoint.askFor("wr_1");

        // Then
        waiting().then().body("code_requests", hasSize(1));
        String after = waiting().path("code_requests[0].expires_at");
        assertThat(Instant.parse(after)).isAfter(Instant.parse(before));
        // Not the fifteen minutes of others: what is added is the thirty seconds in which it asks again.
        assertThat(Instant.parse(before))
                .isBetween(
                        Instant.parse(created).plusSeconds(29),
                        Instant.parse(created).plusSeconds(60));
    }

    @Test
    void asksAnewWhenTheEndpointServesSomethingElse() {
        // Given
        String other = UUID.randomUUID() + "@example.com";
        EndpointDraft endpoint = endpoint().holding(0).publish();
        endpoint.askFor("wr_1");
        endpoint.of(other).publish();
        publisher.publish(publisher.code(organization, other, "888888"));
        awaitListed(1);

        // When the change is known here
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                // Then
                .untilAsserted(() -> assertThat(codeOf(endpoint.askFor("wr_1"))).isEqualTo("888888"));
    }

    private EndpointDraft endpoint() {
        return new EndpointDraft(publisher, sealer, organization).of(address);
    }

    private void push(String code) {
        publisher.publish(publisher.code(organization, address, code));
    }

    private Response codeRequest(String more) {
        return given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\"," + more + "}")
                .post("/v1/code-requests");
    }

    private static String codeOf(Response answer) {
        return answer.then().statusCode(200).extract().path("verification_code");
    }

    private Response waiting() {
        return given().header("x-api-key", key).get("/v1/code-requests?status=waiting");
    }

    private String waitingId() {
        return waiting().path("code_requests[0].code_request_id");
    }

    private void awaitWaiting(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> waiting().then().statusCode(200).body("code_requests", hasSize(count)));
    }

    private void awaitListed(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().header("x-api-key", key)
                        .get("/v1/credentials/totp")
                        .then()
                        .statusCode(200)
                        .body("$", hasSize(count)));
    }
}
