package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class PushApiTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    private static final String ROUTE = "/v1/credentials/totp";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}";

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/credentials/totp", "/v1/credentials/totp/", "/api/v1/totp", "/api/v1/totp/"})
    void answersAPushOnEachOfItsRoutes(String route) {
        // When
        String answer = pusher().body(body("content", "Your Larkspur code is 481920"))
                .post(route)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("code", equalTo("481920"))
                .body("otp_type", equalTo("totp"))
                .body("organization_id", equalTo(Keys.ORGANIZATION))
                .body("totp_code_id", matchesPattern("totp_\\d{20,30}"))
                .body("created_at", matchesPattern(TIME))
                .extract()
                .asString();

        // Then
        assertThat(answer.replaceAll("\"(\\w+)\":(\"[^\"]*\"|null),?", "$1 "))
                .isEqualTo("{totp_identifier task_id workflow_id workflow_run_id source content expired_at type"
                        + " totp_code_id code organization_id created_at modified_at otp_type }");
    }

    @Test
    void givesBackWhatWasSent() {
        // Given
        Map<String, Object> body = body("content", "Your\u0000 Larkspur\tcode is\u001f 481920");
        body.put("totp_identifier", " User.Name@Example.COM ");
        body.put("task_id", "tsk_1");
        body.put("workflow_id", "wpid_2");
        body.put("workflow_run_id", "any run");
        body.put("source", "email_forwarder");
        body.put("expired_at", "2030-01-02T03:04:05.6+02:00");
        body.put("type", "magic_link");

        // When
        var answer = pusher().body(body).post(ROUTE).then();

        // Then
        answer.statusCode(200)
                .body("totp_identifier", equalTo("user.name@example.com"))
                .body("task_id", equalTo("tsk_1"))
                .body("workflow_id", equalTo("wpid_2"))
                .body("workflow_run_id", equalTo("any run"))
                .body("source", equalTo("email_forwarder"))
                .body("content", equalTo("Your Larkspur\tcode is 481920"))
                .body("expired_at", equalTo("2030-01-02T01:04:05.600000"))
                .body("type", nullValue())
                .body("otp_type", equalTo("totp"));
    }

    @Test
    void takesEmptyIdsForNone() {
        // Given
        Map<String, Object> body = body("content", "481920");
        body.put("task_id", "");
        body.put("workflow_id", "");
        body.put("workflow_run_id", "");
        body.put("totp_identifier", "+1 (555) 555-0123");

        // When
        var answer = pusher().body(body).post(ROUTE).then();

        // Then
        answer.statusCode(200)
                .body("task_id", nullValue())
                .body("workflow_id", nullValue())
                .body("workflow_run_id", nullValue())
                .body("totp_identifier", equalTo("+1 (555) 555-0123"));
    }

    @ParameterizedTest
    @CsvSource({
        "123 456,123 456,totp",
        "Code: 1234,Code: 1234,totp",
        "https://larkspur.example/in?a=1&amp;b=2,https://larkspur.example/in?a=1&b=2,magic_link"
    })
    void findsCodesAndLinks(String content, String code, String type) {
        // When
        var answer = pusher().body(body("content", content)).post(ROUTE).then();

        // Then
        answer.statusCode(200)
                .body("code", equalTo(code))
                .body("otp_type", equalTo(type))
                .body("$", not(hasKey("status")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lunch at the usual place?", "", "  "})
    void keepsWhatHoldsNoCode(String content) {
        // When
        var answer = pusher().body(body("content", content)).post(ROUTE).then();

        // Then
        String created = answer.statusCode(200)
                .body("code", equalTo(""))
                .body("otp_type", nullValue())
                .body("status", equalTo("raw_pending"))
                .extract()
                .path("created_at");
        answer.body("modified_at", equalTo(created));
    }

    @Test
    void refusesALongTextWithoutACode() {
        // When
        var longest =
                pusher().body(body("content", "😀".repeat(65_536))).post(ROUTE).then();
        var longer =
                pusher().body(body("content", "😀".repeat(65_537))).post(ROUTE).then();
        var withCode = pusher().body(body("content", "Your code is 481920. " + "word ".repeat(20_000)))
                .post(ROUTE)
                .then();

        // Then
        longest.statusCode(200).body("status", equalTo("raw_pending"));
        longer.statusCode(400).body("detail", equalTo("Failed to parse otp login"));
        withCode.statusCode(200).body("code", equalTo("481920"));
    }

    @Test
    void looksAtTheKeyThenJsonThenTheFields() {
        // When
        var noJson = pusher().body("{\"totp").post(ROUTE).then();
        var noKey = given().contentType(ContentType.JSON)
                .body("{\"totp")
                .post(ROUTE)
                .then();
        var noFields = pusher().body("{}").post(ROUTE).then();

        // Then
        noJson.statusCode(422)
                .body("detail[0].type", equalTo("json_invalid"))
                .body("detail[0].loc[0]", equalTo("body"));
        noKey.statusCode(403).body("detail", equalTo("Invalid credentials"));
        noFields.statusCode(422)
                .body("detail", hasSize(2))
                .body("detail[0].type", equalTo("missing"))
                .body("detail[0].loc", equalTo(java.util.List.of("body", "totp_identifier")))
                .body("detail[0].msg", equalTo("Field required"))
                .body("detail[1].loc", equalTo(java.util.List.of("body", "content")));
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        // Given
        String body = """
                {"totp_identifier":1,"content":[],"task_id":2,"source":{},"expired_at":"soon","type":"sms"}""";

        // When
        var answer = pusher().body(body).post("/api/v1/totp").then();

        // Then
        answer.statusCode(422)
                .body(
                        "detail.collect{it.loc[1] + ' ' + it.type}",
                        equalTo(java.util.List.of(
                                "totp_identifier string_type",
                                "task_id string_type",
                                "source string_type",
                                "content string_type",
                                "expired_at datetime_from_date_parsing",
                                "type enum")))
                .body("detail[5].msg", equalTo("Input should be 'totp' or 'magic_link'"));
    }

    @Test
    void refusesWhatIsNoObject() {
        // When
        var list = pusher().body("[]").post(ROUTE).then();
        var nothing = pusher().post(ROUTE).then();
        var text = pusher().contentType("text/plain").body("{}").post(ROUTE).then();

        // Then
        list.statusCode(422).body("detail[0].type", equalTo("model_attributes_type"));
        nothing.statusCode(422)
                .body("detail[0].type", equalTo("missing"))
                .body("detail[0].loc", equalTo(java.util.List.of("body")));
        text.statusCode(422).body("detail[0].type", equalTo("model_attributes_type"));
    }

    @Test
    void refusesKeysInSkyvernsWords() {
        // When
        var unknown =
                as("pk_unknown").body(body("content", "481920")).post(ROUTE).then();
        var revoked =
                as(Keys.revoked()).body(body("content", "481920")).post(ROUTE).then();
        var wrongScope = as(Keys.with("codes:read"))
                .body(body("content", "481920"))
                .post(ROUTE)
                .then();

        // Then
        unknown.statusCode(403).body("detail", equalTo("Invalid credentials"));
        revoked.statusCode(403)
                .body("detail", equalTo("This API key was revoked. Please use a current API key instead."));
        wrongScope.statusCode(403).body("detail", equalTo("The API key lacks the scope codes:push"));
    }

    @Test
    void refusesABodyOverAMebibyte() throws Exception {
        // Given
        String body = "{\"totp_identifier\":\"a\",\"content\":\"" + "x".repeat(1024 * 1024) + "\"}";
        URI uri = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + ROUTE);
        HttpRequest chunked = HttpRequest.newBuilder(uri)
                .header("x-api-key", Keys.with("codes:push"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();

        // When
        var declared = pusher().body(body).post(ROUTE).then();
        int undeclared;
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            undeclared =
                    client.send(chunked, HttpResponse.BodyHandlers.discarding()).statusCode();
        }

        // Then
        declared.statusCode(413).body("detail", equalTo("Request Entity Too Large"));
        assertThat(undeclared).isEqualTo(413);
    }

    @Test
    void refusesAnIdentifierThatNoIndexTakes() {
        // Given
        Map<String, Object> body = body("content", "481920");
        body.put("totp_identifier", "x".repeat(900_000));

        // When
        var answer = pusher().body(body).post(ROUTE).then();

        // Then
        answer.statusCode(422).body("detail[0].type", equalTo("string_too_long"));
    }

    @Test
    void answersHalfASurrogatePairAsAReplacement() {
        // When
        var answer = pusher().body("{\"totp_identifier\":\"a\",\"content\":\"code \\ud800x\"}")
                .post(ROUTE)
                .then();

        // Then
        answer.statusCode(200).body("content", equalTo("code \uFFFDx"));
    }

    @Test
    void doesNotListCodes() {
        // When
        var answer = pusher().get(ROUTE).then();

        // Then
        answer.statusCode(405).body("detail", equalTo("Method Not Allowed"));
    }

    @Test
    void countsOutcomesWithoutSayingWhose() {
        // Given
        pusher().body(body("content", "Your code is 735512")).post(ROUTE).then().statusCode(200);
        pusher().body("{}").post(ROUTE).then().statusCode(422);

        // When
        String metrics = given().get(ready.resolve("../metrics")).asString();

        // Then
        assertThat(metrics)
                .contains("postern_pushes_total{outcome=\"parsed\"}")
                .contains("postern_pushes_refused_total{reason=\"invalid_body\"}")
                .doesNotContain("735512")
                .doesNotContain("someone@")
                .doesNotContain(Keys.ORGANIZATION);
    }

    private static Map<String, Object> body(String field, Object value) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("totp_identifier", "someone@larkspur.example");
        body.put(field, value);
        return body;
    }

    private static RequestSpecification pusher() {
        return as(Keys.with("codes:push"));
    }

    private static RequestSpecification as(String key) {
        return given().header("x-api-key", key).contentType(ContentType.JSON);
    }
}
