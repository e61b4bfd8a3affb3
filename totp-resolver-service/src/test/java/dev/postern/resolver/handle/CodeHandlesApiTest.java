package dev.postern.resolver.handle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handles as callers see them: docs/rules.md, "Handles". */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class CodeHandlesApiTest {
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
    void tellsAHandleInPlaceOfTheCodeWhichIsRedeemedOnceByAnotherKey() {
        // Given
        String place = asCaller()
                .body("{\"totp_identifier\":\"" + address + "\",\"deliver\":\"handle\"}")
                .post("/v1/code-requests")
                .header("Location");
        publisher.publish(publisher.code(organization, address, "847291"));
        Response delivered = asCaller().header("Prefer", "wait=30").get(place);
        delivered
                .then()
                .statusCode(200)
                .body("status", equalTo("delivered"))
                .body("code", nullValue())
                .body("code_handle_expires_at", not(nullValue()));
        String redeem = "/v1/code-handles/" + delivered.path("code_handle") + "/redeem";
        String browser = publisher.key(organization, "codes:redeem");

        // When
        Response withoutScope = asCaller().post(redeem);
        Response stranger = given().header("x-api-key", publisher.key("o_" + UUID.randomUUID(), "codes:redeem"))
                .post(redeem);
        Response early = asCaller().body("{\"outcome\":\"accepted\"}").post(place + "/outcome");
        Response badKey = given().header("x-api-key", browser)
                .header("Idempotency-Key", "k".repeat(256))
                .post(redeem);
        Response redeemed = given().header("x-api-key", browser)
                .header("Idempotency-Key", "mine")
                .post(redeem);
        Response repeated = given().header("x-api-key", browser)
                .header("Idempotency-Key", "mine")
                .post(redeem);
        Response again = given().header("x-api-key", browser).post(redeem);
        Response byOtherWord = given().header("x-api-key", browser)
                .header("Idempotency-Key", "other")
                .post(redeem);
        Response byOtherKey = given().header("x-api-key", publisher.key(organization, "codes:redeem"))
                .header("Idempotency-Key", "mine")
                .post(redeem);
        Response unknown = given().header("x-api-key", browser).post("/v1/code-handles/hdl_none/redeem");

        // Then
        withoutScope.then().statusCode(403);
        early.then().statusCode(409);
        badKey.then().statusCode(422);
        redeemed.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("code", equalTo("847291"))
                .body("code_request_id", equalTo(delivered.path("code_request_id")))
                .body("otp_type", equalTo("totp"));
        repeated.then().statusCode(200).header("Cache-Control", "no-store");
        assertThat(repeated.asString()).isEqualTo(redeemed.asString());
        unknown.then().statusCode(404);
        for (Response refused : List.of(stranger, again, byOtherWord, byOtherKey)) {
            refused.then().statusCode(404).body("detail", equalTo(unknown.path("detail")));
        }
        asCaller()
                .body("{\"outcome\":\"accepted\"}")
                .post(place + "/outcome")
                .then()
                .statusCode(200)
                .body("status", equalTo("accepted"));
        List.of(
                        asCaller().get(place),
                        asCaller().get("/v1/code-requests"),
                        asCaller().get(place + "/events"))
                .forEach(answer -> assertThat(answer.asString()).doesNotContain("847291"));
        asCaller().get(place).then().body("code_handle", nullValue());
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }
}
