package dev.postern.resolver.hint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.resolver.MessageDraft;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/rules.md, "Never silent": what a request that waits says. */
@ExtendWith(WiredResolver.class)
class HintsTest extends MessageTests {
    private static final String NO_CODE = "Welcome to your new account";

    @Test
    void saysThatAMessageCameWithoutACode() {
        // Given
        String id = stored(draft().unparsed(NO_CODE));

        // When
        ValidatableResponse waits = held("");

        // Then
        waits.body("hints", hasSize(1))
                .body("hints[0].kind", equalTo("message_without_code"))
                .body("hints[0].totp_code_id", equalTo(id))
                .body("hints[0].text", equalTo("A message came for this identifier, and no code was found in it"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other_type | ,"otp_type":"magic_link"
            other_sender | ,"sender":"shop.example"
            older_than_received_after | ,"received_after":"2100-01-01T00:00:00Z"
            """)
    void saysThatACodeCameAndWhyItWasNotGiven(String reason, String asked) {
        // Given
        String id = arrived(draft().code("482913").from("login@bank.example"));

        // When
        ValidatableResponse waits = held(asked);

        // Then
        waits.body("hints.find { it.kind == 'code_not_given' }.reason", equalTo(reason))
                .body("hints.find { it.kind == 'code_not_given' }.totp_code_id", equalTo(id));
    }

    @Test
    void saysThatACodeIsOfAnotherScopeOrSiteOrWithoutADigitOrHandedOutOrDoubtful() {
        // Given
        arrived(draft().code("111111").run(new RunScope(null, null, "wr_other")));
        arrived(draft().code("222222").boundTo("bank.example"));
        arrived(draft().code("Ok thanks").foundBy("short-words"));
        arrived(draft().code("333333"));
        ask(",\"workflow_run_id\":\"wr_first\"");
        arrived(draft().code("444444").receivedAt(Instant.now().minusSeconds(30)));

        // When
        // One answer warns of the other site; the next tells how the request stands.
        String location = ask(",\"workflow_run_id\":\"wr_1\",\"page_origin\":\"https://shop.example\"")
                .header("Location");
        Response now = asCaller().get(location);

        // Then
        assertThat(now.<List<String>>path("hints.reason"))
                .contains("other_scope", "other_site", "without_digit", "handed_out", "doubtful");
    }

    @Test
    void saysThatAMessageThatNamesTheIdentifierCameToAnother() {
        // Given
        String id = ask("").path("code_request_id");
        String other = stored(publisher
                .message(organization, "forwarding@example.net")
                .unparsed("Forwarded for " + address.toUpperCase(Locale.ROOT) + ": welcome"));

        // When
        Response now = asCaller().get("/v1/code-requests/" + id);

        // Then
        now.then()
                .statusCode(202)
                .body("hints", hasSize(1))
                .body("hints[0].kind", equalTo("other_identifier"))
                .body("hints[0].totp_code_id", equalTo(other))
                .body("hints[0].identifier_masked", equalTo("f•••@example.net"));
        assertThat(now.asString()).doesNotContain("forwarding@");
    }

    @Test
    void saysThatNothingCame() {
        held("").body("hints", hasSize(1)).body("hints[0].kind", equalTo("nothing_came"));
    }

    @Test
    void saysNothingOfAnotherOrganisationAndNothingWithoutTheScope() {
        // Given
        stored(draft().unparsed(NO_CODE));
        String stranger = publisher.key("o_" + UUID.randomUUID());
        String cannotRead = publisher.key(organization, "codes:request");

        // When
        ValidatableResponse elsewhere = heldBy(stranger, "");
        ValidatableResponse withoutScope = heldBy(cannotRead, "");

        // Then
        elsewhere.body("hints", hasSize(1)).body("hints[0].kind", equalTo("nothing_came"));
        withoutScope.body("hints", nullValue());
    }

    private ValidatableResponse held(String more) {
        return heldBy(publisher.key(organization), more);
    }

    private ValidatableResponse heldBy(String key, String more) {
        return as(key).header("Prefer", "wait=1")
                .body("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"" + UUID.randomUUID() + "\""
                        + more + "}")
                .post("/v1/code-requests")
                .then()
                .statusCode(202);
    }

    /** Publishes a message with a code and waits until it is listed. */
    private String arrived(MessageDraft draft) {
        CodeReceived code = draft.event();
        publisher.publish(code);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> asCaller()
                        .get("/v1/codes")
                        .<List<String>>path("codes.totp_code_id")
                        .contains(code.totpCodeId()));
        return code.totpCodeId();
    }
}
