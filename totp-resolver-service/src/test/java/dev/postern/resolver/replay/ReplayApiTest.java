package dev.postern.resolver.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.AuditRecorded;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator tries the present extractor on what an older one left open. */
@ExtendWith(WiredResolver.class)
class ReplayApiTest extends MessageTests {
    @Inject
    Transactions transactions;

    private static final String REPLAY = ROUTE + "/replay";
    private static final String TEXT = "Your verification code is 482913";

    private String operator;

    @BeforeEach
    void makeOperator() {
        operator = publisher.operatorKey();
    }

    @Test
    void aDryRunShowsWhatIsFoundNowAndChangesNothing() {
        // Given
        String id = stored(draft().unparsed(TEXT));
        String hopeless = stored(draft().unparsed("The picnic is on Sunday"));

        // When
        List<Map<String, Object>> changes = replay("{}");

        // Then
        assertThat(changes).noneSatisfy(change -> assertThat(change).containsEntry("totp_code_id", hopeless));
        assertThat(of(changes, id))
                .containsEntry("organization_id", organization)
                .containsEntry("reason_before", "no_candidate")
                .containsEntry("reason_now", null)
                .containsEntry("otp_type", "totp")
                .containsEntry("code_masked", "••••13")
                .containsEntry("applied", false)
                .hasEntrySatisfying(
                        "evidence", evidence -> assertThat(evidence.toString()).contains("keyword-bound"));
        assertThat(changes.toString()).doesNotContain("482913", address);
        assertThat(state(id)).isEqualTo("open");
        asCaller().get("/v1/credentials/totp").then().body("$", empty());
    }

    @Test
    void appliedItMakesCodesThatAnswerWhoeverWaits() throws Exception {
        // Given: a message that the login's own reading missed
        String id = stored(draft().unparsed(TEXT));
        move(id, "dismissed");
        CompletableFuture<Response> held = askAndWait("");
        move(id, "open");

        // When
        Map<String, Object> change = of(replay("{\"dry_run\":false}"), id);

        // Then
        assertThat(change).containsEntry("applied", true).containsEntry("answered", 1);
        held.get(20, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("code", equalTo("482913"))
                .body("totp_code_id", equalTo(id));
        assertThat(state(id)).isEqualTo("parsed");
        assertThat(audit())
                .allSatisfy(record -> assertThat(record.subject()).isEqualTo(id))
                .extracting(AuditRecorded::action)
                .containsExactly("message.replayed", "code.handed-out");
        assertThat(replay("{\"dry_run\":false}"))
                .noneSatisfy(again -> assertThat(again).containsEntry("totp_code_id", id));
    }

    @Test
    void notesThatAMailSetsUpAForwarding() {
        // Given
        String id = stored(draft().from("forwarding-noreply@google.com")
                .unparsedMail(
                        "ambiguous",
                        "(#123456789) Gmail Forwarding Confirmation",
                        "https://mail-settings.google.com/mail/vf-planted"));

        // When
        Map<String, Object> seen = of(replay("{}"), id);
        Map<String, Object> noted = of(replay("{\"dry_run\":false}"), id);

        // Then
        assertThat(seen).containsEntry("reason_now", "forwarding_setup").containsEntry("applied", false);
        assertThat(noted).containsEntry("applied", true);
        asCaller()
                .get(ROUTE + "/" + id)
                .then()
                .body("reason", equalTo("forwarding_setup"))
                .body("setup.confirm_url", equalTo("https://mail-settings.google.com/mail/vf-planted"));
    }

    @Test
    void leavesAMessageThatWasCutAsItIs() {
        // Given
        String id = stored(draft().unparsedAndCut(TEXT));

        // When
        List<Map<String, Object>> changes = replay("{\"dry_run\":false}");

        // Then
        assertThat(changes).noneSatisfy(change -> assertThat(change).containsEntry("totp_code_id", id));
        assertThat(state(id)).isEqualTo("open");
    }

    @Test
    void isTheOperatorsAlone() {
        asCaller().body("{}").post(REPLAY).then().statusCode(403);
        as("pk_wrong").body("{}").post(REPLAY).then().statusCode(403);
        as(operator).get(ROUTE).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"dry_run\":\"no\"}", "{\"limit\":0}", "{\"limit\":501}", "{\"cursor\":\"x\"}", "[]", "{"})
    void refusesWhatItDoesNotUnderstand(String body) {
        as(operator).body(body).post(REPLAY).then().statusCode(422);
    }

    /** All pages, two messages at a time. */
    private List<Map<String, Object>> replay(String body) {
        List<Map<String, Object>> changes = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String page =
                    body.replace("{", "{\"limit\":2,\"cursor\":\"" + cursor + "\"" + (body.equals("{}") ? "" : ","));
            Response answer = as(operator).body(page).post(REPLAY);
            answer.then().statusCode(200);
            changes.addAll(answer.path("changes"));
            cursor = answer.path("next_cursor");
        }
        return changes;
    }

    private static Map<String, Object> of(List<Map<String, Object>> changes, String id) {
        return changes.stream()
                .filter(change -> id.equals(change.get("totp_code_id")))
                .findFirst()
                .orElseThrow();
    }

    private void move(String id, String state) {
        transactions.update(
                Sql.of("UPDATE messages SET state = :state WHERE totp_code_id = :id"),
                parameters -> parameters.set("state", state).set("id", id));
    }
}
