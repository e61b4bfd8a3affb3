package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET /v1/code-requests}: requests of every status, newest first. */
@ExtendWith(WiredResolver.class)
class ListedRequestsTest {
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
    void listsEveryStatusNewestFirstWithoutAStatusAndOneWithIt() {
        // Given
        String cancelled = ask();
        given().header("x-api-key", key)
                .delete("/v1/code-requests/" + cancelled)
                .then()
                .statusCode(204);
        publisher.publish(publisher.code(organization, address, "111111"));
        String delivered = askAndWait(20);
        String waiting = ask();

        // Then
        list("").then()
                .statusCode(200)
                .body("code_requests.code_request_id", contains(waiting, delivered, cancelled))
                .body("code_requests.status", contains("waiting", "delivered", "cancelled"))
                .body("next_cursor", nullValue());
        list("?status=waiting").then().body("code_requests.code_request_id", contains(waiting));
        list("?status=delivered").then().body("code_requests.code_request_id", contains(delivered));
        list("?status=expired").then().body("code_requests", empty());
    }

    @Test
    void tellsNoCodeSoThatALookAtTheListReadsNone() {
        // Given
        String request = ask();
        publisher.publish(publisher.code(organization, address, "111111"));
        untilDelivered(request);

        // When
        list("?status=delivered&hints=true")
                .then()
                .body("code_requests.code", contains(nullValue()))
                .body("code_requests.source", contains("received"));
        given().header("x-api-key", key)
                .delete("/v1/code-requests/" + request)
                .then()
                .statusCode(204);

        // Then
        list("").then().body("code_requests.status", contains("cancelled"));
        given().header("x-api-key", key)
                .header("Prefer", "wait=20")
                .get("/v1/code-requests/" + ask())
                .then()
                .body("code", equalTo("111111"));
    }

    @Test
    void goesThroughAllPagesWithoutMissingOrRepeatingOne() {
        // Given
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            asked.addFirst(ask());
        }

        // When
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            Response page = list("?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            listed.addAll(page.path("code_requests.code_request_id"));
            cursor = page.path("next_cursor");
        } while (cursor != null);

        // Then
        assertThat(listed).isEqualTo(asked);
    }

    @Test
    void listsNothingOfAnotherOrganisation() {
        // Given
        ask();

        // When
        Response listed = given().header("x-api-key", publisher.key("o_" + UUID.randomUUID()))
                .get("/v1/code-requests");

        // Then
        listed.then().statusCode(200).body("code_requests", empty()).body("next_cursor", equalTo(null));
    }

    private Response list(String query) {
        return given().header("x-api-key", key).get("/v1/code-requests" + query);
    }

    private void untilDelivered(String request) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> list("?status=delivered").<List<String>>path("code_requests.code_request_id"),
                        ids -> ids.contains(request));
    }

    private String ask() {
        return askAndWait(0);
    }

    /** A request of a run of its own, held until there is a code or for so many seconds. */
    private String askAndWait(int seconds) {
        return given().header("x-api-key", key)
                .header("Prefer", "wait=" + seconds)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"wr_" + UUID.randomUUID()
                        + "\",\"hesitation_seconds\":0}")
                .post("/v1/code-requests")
                .path("code_request_id");
    }
}
