package dev.postern.resolver.answering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(WiredResolver.class)
class TotpUrlRefusalsTest {
    private static final String BODY = "{\"workflow_run_id\":\"wr_1\"}";
    private static final String REFUSAL = "There is no such endpoint, or none of its keys signed this";

    @Inject
    Publisher publisher;

    @Inject
    PayloadSealer sealer;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();

    @Test
    void tellsNobodyWithoutAKeyWhichEndpointsThereAre() {
        // Given
        EndpointDraft endpoint = endpoint().publish();
        EndpointDraft foreign = new EndpointDraft(publisher, sealer, "o_" + UUID.randomUUID())
                .of("a@example.com")
                .keys(null, "the-key-of-another-organisation")
                .publish();
        EndpointDraft deleted = endpoint().publish();
        deleted.delete();

        // When
        Response known = endpoint.ask("a-key-that-is-not-the-endpoints", BODY);
        Response others = foreign.ask(BODY);
        Response unknown = EndpointDraft.signed(EndpointDraft.KEY, BODY).post("/v1/totp-url/te_unknown");
        Response gone = deleted.ask(BODY);

        // Then
        for (Response refused : List.of(known, others, unknown, gone)) {
            refused.then().statusCode(403);
            assertThat(refused.asString()).isEqualTo("{\"detail\":\"" + REFUSAL + "\"}");
        }
        assertThat(known.headers().asList().stream().map(Object::toString).toList())
                .isEqualTo(unknown.headers().asList().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void leavesNoTraceOfWhatIsNotSigned() {
        // Given
        EndpointDraft endpoint = endpoint().publish();

        // When
        Response forged = EndpointDraft.signed("not-the-key-of-this", BODY).post(endpoint.path());
        Response changed = given().header("x-skyvern-signature", EndpointDraft.signature(EndpointDraft.KEY, BODY))
                .contentType("application/json")
                .body(BODY.replace(":", ": "))
                .post(endpoint.path());
        Response unsigned = given().contentType("application/json").body(BODY).post(endpoint.path());
        Response byApiKey = given().header("x-api-key", publisher.key(organization))
                .contentType("application/json")
                .body(BODY)
                .post(endpoint.path());

        // Then
        for (Response refused : List.of(forged, changed, unsigned, byApiKey)) {
            refused.then().statusCode(403).body("detail", equalTo(REFUSAL));
        }
        assertNobodyWaits();
    }

    @Test
    void takesEitherKeyWhileOneIsReplacedAndTheOldOneNoLonger() {
        // Given
        EndpointDraft rotating = endpoint()
                .keys(clock.instant().plusSeconds(600), "the-new-key-of-skyvern", "the-old-key-of-skyvern")
                .publish();
        EndpointDraft rotated = endpoint()
                .keys(clock.instant().minusSeconds(1), "the-new-key-of-skyvern", "the-old-key-of-skyvern")
                .publish();
        EndpointDraft two = endpoint()
                .keys(null, "the-new-key-of-skyvern", "the-old-key-of-skyvern")
                .publish();

        // Then
        for (EndpointDraft endpoint : List.of(rotating, two)) {
            endpoint.ask("the-new-key-of-skyvern", BODY).then().statusCode(200);
            endpoint.ask("the-old-key-of-skyvern", BODY).then().statusCode(200);
        }
        rotated.ask("the-new-key-of-skyvern", BODY).then().statusCode(200);
        rotated.ask("the-old-key-of-skyvern", BODY).then().statusCode(403);
    }

    @Test
    void takesAKeyFromTheMomentItIsTold() {
        // Given
        EndpointDraft endpoint = endpoint().publish();
        endpoint.ask(BODY).then().statusCode(200);

        // When
        endpoint.keys(null, "the-new-key-of-skyvern").publish();

        // Then: at once, since a signature is refused only after a look at what was told
        endpoint.ask("the-new-key-of-skyvern", BODY).then().statusCode(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> endpoint.ask(BODY).then().statusCode(403));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                            | missing
            {                             | json_invalid
            {"task_id":"a"} x             | json_invalid
            []                            | model_attributes_type
            "text"                        | model_attributes_type
            null                          | model_attributes_type
            {}                            | missing
            {"task_id":""}                | missing
            {"task_id":null}              | missing
            {"task_id":5}                 | string_type
            {"workflow_run_id":{"a":"b"}} | string_type
            {"workflow_run_id":"a\\u0000"} | value_error
            """)
    void refusesASignedBodyThatNamesNoRun(String body, String type) {
        // When
        Response refused = endpoint().publish().ask(body);

        // Then
        refused.then().statusCode(422).contentType("application/json").body("detail[0].type", equalTo(type));
        assertNobodyWaits();
    }

    @Test
    void boundsIdsAndBodies() {
        // Given
        EndpointDraft endpoint = endpoint().publish();

        // When
        Response longest = endpoint.askFor("w".repeat(255));
        Response tooLong = endpoint.askFor("w".repeat(256));
        Response tooLarge = endpoint.ask("{\"task_id\":\"t\",\"more\":\"" + "x".repeat(16 * 1024) + "\"}");
        Response plain = EndpointDraft.signed(EndpointDraft.KEY, BODY)
                .contentType("text/plain")
                .post(endpoint.path());

        // Then
        longest.then().statusCode(200);
        tooLong.then().statusCode(422).body("detail[0].type", equalTo("string_too_long"));
        tooLarge.then().statusCode(413).body("detail", equalTo("Request Entity Too Large"));
        plain.then().statusCode(422).body("detail[0].type", equalTo("model_attributes_type"));
    }

    private EndpointDraft endpoint() {
        return new EndpointDraft(publisher, sealer, organization)
                .of(UUID.randomUUID() + "@example.com")
                .holding(0);
    }

    private void assertNobodyWaits() {
        given().header("x-api-key", publisher.key(organization))
                .get("/v1/code-requests?status=waiting")
                .then()
                .statusCode(200)
                .body("code_requests", empty());
    }
}
