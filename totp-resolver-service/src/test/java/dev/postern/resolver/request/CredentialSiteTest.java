package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.CredentialServiceStub;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/rules.md, rule 7, "Whose site": a credential says where its login stands. */
@ExtendWith(WiredResolver.class)
class CredentialSiteTest {
    @Inject
    Publisher publisher;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private final String credential = "cred_" + UUID.randomUUID();
    private String key;
    private CodeReceived ofShop;
    private CodeReceived ofBank;

    @BeforeEach
    void twoSitesSentACode() {
        key = publisher.key(organization);
        ofShop = codeFrom("no-reply@shop.example", "111111");
        ofBank = codeFrom("login@bank.example", "222222");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().header("x-api-key", key)
                        .get("/v1/credentials/totp")
                        .then()
                        .body("$", hasSize(2)));
    }

    @Test
    void aLoginGetsTheCodeOfItsCredentialsSiteFirst() {
        // Given
        CredentialServiceStub.willAnswer(
                credential,
                "{\"kind\":\"received\",\"totp_identifier\":\"" + address + "\",\"site_host\":\"www.shop.example\"}");

        // Then
        ask("").then().statusCode(200).body("totp_code_id", equalTo(ofShop.totpCodeId()));
    }

    @Test
    void whatTheRequestSaysItselfGoesFirst() {
        // Given
        CredentialServiceStub.willAnswer(
                credential,
                "{\"kind\":\"received\",\"totp_identifier\":\"" + address + "\",\"site_host\":\"www.shop.example\"}");

        // Then
        ask(",\"page_origin\":\"https://bank.example\"")
                .then()
                .statusCode(200)
                .body("totp_code_id", equalTo(ofBank.totpCodeId()));
    }

    @Test
    void aCredentialWithoutASiteGetsTheNewest() {
        // Given
        CredentialServiceStub.willAnswer(credential, "{\"kind\":\"received\",\"totp_identifier\":\"" + address + "\"}");

        // When
        String given = ask("").path("totp_code_id");

        // Then
        assertThat(given).isEqualTo(ofBank.totpCodeId());
    }

    private Response ask(String more) {
        return given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"credential_id\":\"" + credential + "\",\"hesitation_seconds\":0" + more + "}")
                .post("/v1/code-requests");
    }

    private CodeReceived codeFrom(String sender, String code) {
        CodeReceived event =
                publisher.message(organization, address).code(code).from(sender).event();
        publisher.publish(event);
        return event;
    }
}
