package dev.postern.resolver.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WiredResolver.class)
class PickTest extends MessageTests {
    private static final String TWO = "Either 482 913 or 771 203, whoever knows";

    @Test
    void aPickedCodeAnswersTheLoginThatWaits() throws Exception {
        // Given
        String id = stored(draft().unparsed(TWO));
        CompletableFuture<Response> held = askAndWait(",\"workflow_run_id\":\"wr_1\"");

        // When
        Response picked = pick(id, "{\"code\":\" 482 913\"}");

        // Then
        Response answer = held.get(20, TimeUnit.SECONDS);
        answer.then()
                .statusCode(200)
                .body("status", equalTo("delivered"))
                .body("code", equalTo("482913"))
                .body("otp_type", equalTo("totp"))
                .body("source", equalTo("received"))
                .body("totp_code_id", equalTo(id))
                .body("evidence.rule", equalTo("picked-by-person"));
        picked.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("totp_code_id", equalTo(id))
                .body("state", equalTo("picked"))
                .body("otp_type", equalTo("totp"))
                .body("code_request_ids", contains(answer.<String>path("code_request_id")));
        assertThat(picked.asString()).doesNotContain("482913");
    }

    @Test
    void aPickedCodeIsReceivedForWhoeverAsksNext() {
        // Given
        String id = stored(draft().unparsed(TWO));

        // When
        pick(id, "{\"code\":\"771 203\"}").then().statusCode(200).body("code_request_ids", empty());

        // Then
        ask("").then().statusCode(200).body("code", equalTo("771203"));
        ask("").then().statusCode(202);
        asCaller()
                .get("/v1/credentials/totp")
                .then()
                .body("totp_code_id", contains(id))
                .body("code", contains("771203"))
                .body("content", contains(TWO));
    }

    @Test
    void aPickedLinkIsGivenAsItIsFollowed() {
        // Given
        String id = stored(draft().from("news@shop.example")
                .unparsed("<a href=\"https://shop.example/in?u=1&amp;t=zz\">one</a>"
                        + "<a href=\"https://shop.example/in?u=2&amp;t=yy\">two</a>"));

        // When
        pick(id, "{\"link\":\"https://shop.example/in?u=2&t=yy\"}")
                .then()
                .statusCode(200)
                .body("otp_type", equalTo("magic_link"));

        // Then
        ask(",\"otp_type\":\"magic_link\"")
                .then()
                .statusCode(200)
                .body("code", equalTo("https://shop.example/in?u=2&t=yy"))
                .body("otp_type", equalTo("magic_link"));
    }

    @Test
    void isAuditedWithoutTheCode() {
        // Given
        String id = stored(draft().unparsed(TWO));

        // When
        pick(id, "{\"code\":\"482 913\"}");

        // Then
        assertThat(audit()).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo("message.picked");
            assertThat(record.subject()).isEqualTo(id);
            assertThat(record.actor()).startsWith("ak_");
            assertThat(record.toString()).doesNotContain("482913", "482 913");
        });
    }

    @Test
    void aMessageIsPickedOnce() {
        // Given
        String id = stored(draft().unparsed(TWO));
        pick(id, "{\"code\":\"482 913\"}").then().statusCode(200);

        // When
        Response again = pick(id, "{\"code\":\"771 203\"}");

        // Then
        again.then().statusCode(409).body("detail", equalTo("The message's code was picked before"));
        asCaller().post(ROUTE + "/" + id + "/dismiss").then().statusCode(409);
        assertThat(state(id)).isEqualTo("picked");
    }

    @Test
    void ofManyWhoPickAtOnceOneDoes() {
        // Given
        String id = stored(draft().unparsed(TWO));

        // When
        List<CompletableFuture<Response>> picks = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> pick(id, i % 2 == 0 ? "{\"code\":\"482 913\"}" : "{\"code\":\"771 203\"}")))
                .toList();

        // Then
        assertThat(picks.stream().map(pick -> pick.join().statusCode()))
                .containsOnlyOnce(200)
                .containsOnly(200, 409);
        asCaller().get("/v1/credentials/totp").then().body("$", hasSize(1));
        assertThat(audit()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"482914\"}",
                "{\"link\":\"https://shop.example/\"}",
                "{\"code\":\"\"}",
                "{\"code\":\" - \"}",
                "{\"code\":4}",
                "{\"link\":\"482 913\"}",
                "{\"link\":\"javascript:alert(1)\"}",
                "{\"code\":\"482 913\",\"link\":\"https://shop.example/\"}",
                "{\"code\":null}",
                "{}",
                "[]",
                "{"
            })
    void nothingElseThanWhatStandsInTheMessageCanBePicked(String body) {
        // Given
        String id = stored(draft().unparsed(TWO));

        // When
        Response refused = pick(id, body);

        // Then
        refused.then().statusCode(422).contentType("application/problem+json");
        assertThat(refused.asString()).doesNotContain("482914", "shop.example");
        assertThat(state(id)).isEqualTo("open");
    }

    @Test
    void aCodeOfAnOldMessageIsReceivedButAnswersNobody() {
        // Given
        Instant old = clock.instant().minus(Duration.ofMinutes(11));
        String id = stored(draft().receivedAt(old).unparsed(TWO));
        ask(",\"received_after\":\"" + old.minusSeconds(1) + "\"").then().statusCode(202);

        // When
        Response picked = pick(id, "{\"code\":\"482 913\"}");

        // Then
        picked.then().statusCode(200).body("code_request_ids", empty());
        assertThat(Instant.parse(picked.path("valid_until"))).isBefore(clock.instant());
        asCaller().get("/v1/credentials/totp").then().body("totp_code_id", hasItem(id));
    }

    @Test
    void aDismissedMessageIsPutAsideForGood() {
        // Given
        String id = stored(draft().unparsed(TWO));

        // When
        Response dismissed = asCaller().post(ROUTE + "/" + id + "/dismiss");

        // Then
        dismissed.then().statusCode(200).body("state", equalTo("dismissed"));
        asCaller().post(ROUTE + "/" + id + "/dismiss").then().statusCode(200);
        pick(id, "{\"code\":\"482 913\"}").then().statusCode(409).body("detail", equalTo("The message was dismissed"));
        assertThat(audit())
                .singleElement()
                .satisfies(record -> assertThat(record.action()).isEqualTo("message.dismissed"));
    }

    @Test
    void aMessageWhoseCodeCameByItselfIsNotPickedBesideIt() {
        // Given: the provider's second attempt was read by a better extractor
        var draft = draft();
        String id = stored(draft.unparsed(TWO));
        publisher.publish(draft.code("482913").event());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> asCaller().get("/v1/credentials/totp").then().body("totp_code_id", contains(id)));

        // When
        Response picked = pick(id, "{\"code\":\"771 203\"}");

        // Then
        picked.then().statusCode(409);
        asCaller().get("/v1/credentials/totp").then().body("code", contains("482913"));
        asCaller().post(ROUTE + "/" + id + "/dismiss").then().statusCode(200);
    }

    private Response pick(String id, String body) {
        return asCaller().body(body).post(ROUTE + "/" + id + "/pick");
    }
}
