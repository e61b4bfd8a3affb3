package dev.postern.resolver.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class CodesApiTest {
    @Inject
    Publisher publisher;

    @Inject
    ReceivedCodes codes;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;
    private Instant now;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
        now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void saysWhoGotACodeAndWhenAndWhatBecameOfIt() {
        // Given
        CodeReceived code = publisher
                .message(organization, address)
                .code("847291")
                .from("no-reply@bank.example")
                .receivedAt(now)
                .event();
        codes.arrive(code);
        String request = ask("wr_1");
        asCaller()
                .body("{\"outcome\":\"accepted\"}")
                .post("/v1/code-requests/" + request + "/outcome")
                .then()
                .statusCode(200);

        // When
        Response page = list(Map.of());

        // Then
        page.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("next_cursor", nullValue())
                .body("codes", hasSize(1))
                .body("codes[0].totp_code_id", equalTo(code.totpCodeId()))
                .body("codes[0].state", equalTo("accepted"))
                .body("codes[0].otp_type", equalTo("totp"))
                .body("codes[0].source", equalTo("test"))
                .body("codes[0].totp_identifier", equalTo(address))
                .body("codes[0].code", equalTo("847291"))
                .body("codes[0].code_masked", equalTo("••••91"))
                .body("codes[0].channel_id", equalTo("ch_test"))
                .body("codes[0].sender_masked", equalTo("n•••@bank.example"))
                .body("codes[0].evidence.rule", equalTo("keyword-before"))
                .body("codes[0].received_at", equalTo(now.toString()))
                .body("codes[0].run", equalTo("wr_1"))
                .body("codes[0].delivered_at", notNullValue())
                .body("codes[0].outcome_at", notNullValue())
                .body("codes[0].code_requests", hasSize(1))
                .body("codes[0].code_requests[0].code_request_id", equalTo(request))
                .body("codes[0].code_requests[0].run", equalTo("wr_1"))
                .body("codes[0].code_requests[0].status", equalTo("accepted"))
                .body("codes[0].code_requests[0].delivered_at", notNullValue());
    }

    @Test
    void keepsBothHandOutsOfACodeThatWasReleasedBetween() {
        // Given
        codes.arrive(publisher.code(organization, address, "847291"));
        String first = ask("wr_1");
        asCaller()
                .body("{\"outcome\":\"released\"}")
                .post("/v1/code-requests/" + first + "/outcome")
                .then()
                .statusCode(200);
        String second = ask("wr_2");

        // Then
        list(Map.of())
                .then()
                .body("codes[0].state", equalTo("delivered"))
                .body("codes[0].run", equalTo("wr_2"))
                .body("codes[0].code_requests.code_request_id", contains(first, second))
                .body("codes[0].code_requests.status", contains("cancelled", "delivered"));
    }

    @Test
    void namesARunWithoutIdsByItsRequestAndNeverByItsKey() {
        // Given
        codes.arrive(publisher.code(organization, address, "847291"));
        String request = asCaller()
                .header("Idempotency-Key", "known-to-its-caller-only")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");

        // When
        Response page = list(Map.of());

        // Then
        page.then().body("codes[0].run", equalTo(request));
        assertThat(page.asString()).doesNotContain("known-to-its-caller-only");
    }

    @Test
    void filtersByTime() {
        // Given
        arrive(now.minusSeconds(30));
        String middle = arrive(now.minusSeconds(20));
        arrive(now.minusSeconds(10));

        // Then
        list(Map.of(
                        "received_after", now.minusSeconds(30).toString(),
                        "received_before", now.minusSeconds(10).toString()))
                .then()
                .body("codes.totp_code_id", contains(middle));
    }

    @Test
    void filtersByAddressHoweverItIsSpeltByTypeAndBySource() {
        // Given
        codes.arrive(publisher.code(organization, address, "111111"));
        String link = link();

        // Then
        list(Map.of("totp_identifier", address.toUpperCase(Locale.ROOT))).then().body("codes.code", contains("111111"));
        list(Map.of("otp_type", "magic_link")).then().body("codes.totp_code_id", contains(link));
        list(Map.of("otp_type", "magic_link")).then().body("codes.code_masked", contains("••••"));
        list(Map.of("otp_type", "totp")).then().body("codes.code", contains("111111"));
        list(Map.of("source", "test")).then().body("codes", hasSize(2));
        list(Map.of("source", "tes")).then().body("codes", empty());
    }

    @Test
    void filtersByTheRunThatGotACodeOrThatItIsBoundTo() {
        // Given
        CodeReceived given = publisher.code(organization, address, "111111");
        codes.arrive(given);
        ask("wr_1");
        CodeReceived bound =
                publisher.code(organization, "else-" + address, "222222", new RunScope(null, null, "wr_1"), null);
        codes.arrive(bound);
        codes.arrive(publisher.code(organization, "third-" + address, "333333"));

        // Then
        list(Map.of("run", "wr_1"))
                .then()
                .body("codes.totp_code_id", containsInAnyOrder(given.totpCodeId(), bound.totpCodeId()));
        list(Map.of("run", "wr_2")).then().body("codes", empty());
    }

    @Test
    void filtersByState() {
        // Given
        CodeReceived code = publisher
                .message(organization, address)
                .code("111111")
                .receivedAt(now)
                .event();
        codes.arrive(code);
        codes.arrive(publisher
                .message(organization, address)
                .code("111111")
                .receivedAt(now)
                .event());
        CodeReceived old = publisher
                .message(organization, "else-" + address)
                .code("222222")
                .receivedAt(now.minus(Duration.ofHours(1)))
                .event();
        codes.arrive(old);

        // Then
        list(Map.of("state", "available")).then().body("codes.totp_code_id", contains(code.totpCodeId()));
        list(Map.of("state", "expired")).then().body("codes.totp_code_id", contains(old.totpCodeId()));
        list(Map.of("state", "repeat")).then().body("codes.repeat_of", contains(code.totpCodeId()));
        list(Map.of("state", "delivered")).then().body("codes", empty());
    }

    @Test
    void showsWhatIsLeftOfACodeWhoseTimeOfKeepingIsOver() throws Exception {
        // Given
        codes.arrive(publisher.code(organization, address, "847291"));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement erase = connection.prepareStatement(
                        "UPDATE codes SET content_sealed = NULL, code_sealed = NULL WHERE organization_id = ?")) {
            erase.setString(1, organization);
            erase.executeUpdate();
        }

        // Then
        list(Map.of())
                .then()
                .body("codes[0].code", nullValue())
                .body("codes[0].code_masked", equalTo("••••91"))
                .body("codes[0].totp_identifier", equalTo(address));
        asCaller()
                .get("/v1/credentials/totp")
                .then()
                .statusCode(200)
                .body("[0].code", equalTo(""))
                .body("[0].content", equalTo(""));
    }

    @Test
    void aRowWhoseKeyIsGoneDoesNotHideTheOthers() throws Exception {
        // Given
        codes.arrive(publisher.code(organization, address, "111111"));
        codes.arrive(publisher.code(organization, address, "222222"));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement spoil = connection.prepareStatement(
                        "UPDATE codes SET identifier_sealed = 'x', code_sealed = 'x', content_sealed = 'x'"
                                + " WHERE organization_id = ? AND repeat_of IS NULL AND code_masked LIKE '%11'")) {
            spoil.setString(1, organization);
            spoil.executeUpdate();
        }

        // Then
        list(Map.of()).then().statusCode(200).body("codes.code", contains("222222", null));
        asCaller().get("/v1/credentials/totp").then().statusCode(200).body("code", contains("222222", ""));
    }

    private String ask(String run) {
        return asCaller()
                .body("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"" + run + "\"}")
                .post("/v1/code-requests")
                .then()
                .statusCode(200)
                .extract()
                .path("code_request_id");
    }

    private String arrive(Instant at) {
        CodeReceived code = publisher
                .message(organization, address)
                .code("123456")
                .receivedAt(at)
                .event();
        codes.arrive(code);
        return code.totpCodeId();
    }

    private String link() {
        CodeReceived link = publisher
                .message(organization, "link-" + address)
                .link("https://example.com/in?t=1")
                .event();
        codes.arrive(link);
        return link.totpCodeId();
    }

    private Response list(Map<String, String> query) {
        return asCaller().queryParams(query).get("/v1/codes");
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }
}
