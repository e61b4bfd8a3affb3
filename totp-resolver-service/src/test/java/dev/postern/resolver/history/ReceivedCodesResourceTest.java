package dev.postern.resolver.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skyvern's list, as its contract has it. */
@ExtendWith(WiredResolver.class)
class ReceivedCodesResourceTest {
    @Inject
    Publisher publisher;

    @Inject
    ReceivedCodes codes;

    @Inject
    ObjectMapper json;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void answersWithSkyvernsFieldsInSkyvernsOrder() throws Exception {
        // Given
        CodeReceived code = publisher
                .message(organization, address)
                .code("847291")
                .run(new RunScope("tsk_1", "w_1", "wr_1"))
                .receivedAt(Instant.parse("2026-11-23T05:53:56.127301Z"))
                .expiresAt(Instant.parse("2026-11-23T06:00:00Z"))
                .event();
        codes.arrive(code);

        // When
        String body = asCaller().get("/v1/credentials/totp").asString();

        // Then
        assertThat(json.readTree(body))
                .isEqualTo(json.readTree("""
                [{"totp_identifier": "%s", "task_id": "tsk_1", "workflow_id": "w_1", "workflow_run_id": "wr_1",
                  "source": "test", "content": "Your verification code is 847291",
                  "expired_at": "2026-11-23T06:00:00.000000", "type": null, "totp_code_id": "%s", "code": "847291",
                  "organization_id": "%s", "created_at": "2026-11-23T05:53:56.127301",
                  "modified_at": "2026-11-23T05:53:56.127301", "otp_type": "totp"}]""".formatted(address, code.totpCodeId(), organization)));
        assertThat(json.readTree(body).get(0).properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "totp_identifier",
                        "task_id",
                        "workflow_id",
                        "workflow_run_id",
                        "source",
                        "content",
                        "expired_at",
                        "type",
                        "totp_code_id",
                        "code",
                        "organization_id",
                        "created_at",
                        "modified_at",
                        "otp_type");
    }

    @Test
    void filtersAsSkyvernDoes() {
        // Given
        codes.arrive(publisher.code(organization, address, "111111"));
        codes.arrive(publisher.code(organization, "x" + address, "222222", new RunScope(null, null, "wr_9"), null));
        codes.arrive(publisher
                .message(organization, "y" + address)
                .link("https://example.com/in?t=1")
                .event());

        // Then
        asCaller()
                .queryParam("totp_identifier", "")
                .get("/v1/credentials/totp")
                .then()
                .body("$", hasSize(3));
        asCaller()
                .queryParam("totp_identifier", " " + address.toUpperCase(Locale.ROOT))
                .get("/v1/credentials/totp")
                .then()
                .body("code", contains("111111"));
        asCaller()
                .queryParam("workflow_run_id", "wr_9")
                .get("/v1/credentials/totp/")
                .then()
                .body("code", contains("222222"));
        asCaller()
                .queryParam("workflow_run_id", "")
                .get("/v1/credentials/totp")
                .then()
                .body("$", empty());
        asCaller()
                .queryParam("workflow_run_id", "a\0b")
                .get("/v1/credentials/totp")
                .then()
                .statusCode(200)
                .body("$", empty());
        asCaller()
                .queryParam("otp_type", "magic_link")
                .get("/v1/credentials/totp")
                .then()
                .body("code", contains("https://example.com/in?t=1"));
        asCaller()
                .queryParam("otp_type", "totp")
                .get("/v1/credentials/totp")
                .then()
                .body("$", hasSize(2));
    }

    @Test
    void readsTheLimitAsPydanticDoes() {
        // Given
        codes.arrive(publisher.code(organization, address, "111111"));
        codes.arrive(publisher.code(organization, address, "222222"));

        // Then
        for (String one : List.of("1", " 1 ", "+1", "1.0", "01")) {
            limited(one).then().statusCode(200).body("$", hasSize(1));
        }
        asCaller()
                .queryParam("limit", "200")
                .queryParam("limit", "1")
                .get("/v1/credentials/totp")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
        limited("0").then().statusCode(422).body("detail[0].type", equalTo("greater_than_equal"));
        limited("-5").then().statusCode(422).body("detail[0].type", equalTo("greater_than_equal"));
        limited("99999999999999999999999").then().statusCode(422).body("detail[0].type", equalTo("less_than_equal"));
        for (String none : List.of("", "x", "1.5", "1e1", "0x1", "٣")) {
            limited(none)
                    .then()
                    .statusCode(422)
                    .body("detail[0].type", equalTo("int_parsing"))
                    .body("detail[0].loc", contains("query", "limit"));
        }
    }

    @Test
    void namesAllThatIsWrongAndOnlyToWhoeverHasAKey() {
        asCaller()
                .queryParam("limit", "x")
                .queryParam("otp_type", "")
                .get("/v1/credentials/totp")
                .then()
                .statusCode(422)
                .body("detail.type", contains("enum", "int_parsing"))
                .body("detail[0].msg", equalTo("Input should be 'totp' or 'magic_link'"));
        given().queryParam("limit", "x").get("/v1/credentials/totp").then().statusCode(403);
    }

    private Response limited(String limit) {
        return asCaller().queryParam("limit", limit).get("/v1/credentials/totp");
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key);
    }
}
