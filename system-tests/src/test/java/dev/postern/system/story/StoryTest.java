package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.fixtures.Rfc6238;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logins that get their codes, through the gateway. */
@ExtendWith(RunningSystem.class)
class StoryTest {
    // This test alone uses the seed: another run would take one of its steps.
    private static final String SEED = "ONSWG4TFOQQGM33S";

    private final String address = UUID.randomUUID() + "@example.com";
    private Api api;

    @BeforeEach
    void callAsNewOrganization(LocalSystem system) {
        api = Organizations.fresh(system);
    }

    @Test
    void aWaitingLoginGetsTheCodeOfATextThatArrives() throws Exception {
        // Given
        CompletableFuture<Api.Answer> login =
                api.postLater("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\"}", "Prefer", "wait=30");
        awaitWaiting(1);

        // When
        Api.Answer pushed =
                api.post("/v1/credentials/totp", message("Your ACME verification code is 847291. Do not share it."));

        // Then
        assertThat(pushed.status()).isEqualTo(200);
        assertThat(pushed.json().get("code").asText()).isEqualTo("847291");
        Api.Answer answer = login.get(30, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asText()).isEqualTo("delivered");
        assertThat(answer.json().get("code").asText()).isEqualTo("847291");
        assertThat(answer.json().get("totp_code_id")).isEqualTo(pushed.json().get("totp_code_id"));
    }

    @Test
    void aCodeThatCameFirstIsThereForTheLoginThatAsksLater() {
        // Given
        api.post("/v1/credentials/totp", message("Your verification code is 551203"));
        awaitListed(1);

        // When
        Api.Answer answer =
                api.post("/v1/code-requests", "{\"totp_identifier\":\"" + address.toUpperCase(Locale.ROOT) + "\"}");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("code").asText()).isEqualTo("551203");
    }

    @Test
    void aStoredSeedAnswersWithTheCodeOfRfc6238() {
        // Given
        Api.Answer stored = api.post("/v1/credentials", """
                {"name":"Acme","credential_type":"password","credential":{"username":"u","password":"p",
                 "totp":"%s","totp_type":"authenticator"}}""".formatted(SEED));
        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        String id = stored.json().get("credential_id").asText();

        // When
        Api.Answer preview = api.get("/v1/credentials/" + id + "/totp-code");
        Instant previewed = Instant.now();
        Api.Answer asked = api.post("/v1/code-requests", "{\"credential_id\":\"" + id + "\"}");

        // Then
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().get("code").asText())
                .isIn(Rfc6238.code(SEED, previewed), Rfc6238.code(SEED, previewed.minusSeconds(5)));
        assertThat(preview.json().get("seconds_remaining").asInt()).isBetween(0, 30);
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        JsonNode answer = asked.json();
        assertThat(answer.get("source").asText()).isEqualTo("authenticator");
        assertThat(answer.get("code").asText())
                .isEqualTo(Rfc6238.code(
                        SEED, Instant.parse(answer.get("valid_from").asText())));
        assertThat(Instant.parse(answer.get("valid_until").asText())).isAfter(previewed.plusSeconds(4));
    }

    @Test
    void twoRunsGetDifferentStepsOfOneSeed() {
        // Given
        String id = storeAuthenticator("KRSXG5CTMVRXEZLU");

        // When
        JsonNode first = api.post(
                        "/v1/code-requests", "{\"credential_id\":\"" + id + "\",\"workflow_run_id\":\"wr_1\"}")
                .json();
        JsonNode again = api.post(
                        "/v1/code-requests", "{\"credential_id\":\"" + id + "\",\"workflow_run_id\":\"wr_1\"}")
                .json();
        JsonNode second = api.post(
                        "/v1/code-requests", "{\"credential_id\":\"" + id + "\",\"workflow_run_id\":\"wr_2\"}")
                .json();

        // Then
        assertThat(second.get("valid_from")).isNotEqualTo(first.get("valid_from"));
        if (again.get("valid_from").equals(first.get("valid_from"))) {
            assertThat(again.get("code")).isEqualTo(first.get("code"));
        }
    }

    @Test
    void aCredentialWithAMailboxWaitsForItsMail() throws Exception {
        // Given
        Api.Answer stored = api.post("/v1/credentials", """
                {"name":"Mail","credential_type":"password","credential":{"username":"u","password":"p",
                 "totp_type":"email","totp_identifier":"%s"}}""".formatted(address));
        String id = stored.json().get("credential_id").asText();
        CompletableFuture<Api.Answer> login =
                api.postLater("/v1/code-requests", "{\"credential_id\":\"" + id + "\"}", "Prefer", "wait=30");
        awaitWaiting(1);

        // When
        api.post("/v1/credentials/totp", message("Use code 778899 to sign in"));

        // Then
        assertThat(login.get(30, TimeUnit.SECONDS).json().get("code").asText()).isEqualTo("778899");
    }

    @Test
    void theListShowsWhatWasReceivedNewestFirst() {
        // Given
        api.post("/v1/credentials/totp", message("Your code is 100001"));
        awaitListed(1);
        api.post("/v1/credentials/totp", message("Your code is 100002"));
        awaitListed(2);

        // When
        JsonNode newest = api.get("/v1/credentials/totp?limit=1").json();
        JsonNode all = api.get("/v1/credentials/totp?totp_identifier=" + address + "&otp_type=totp")
                .json();
        JsonNode otherRun =
                api.get("/v1/credentials/totp?workflow_run_id=wr_other").json();

        // Then
        assertThat(newest).hasSize(1);
        assertThat(newest.get(0).get("code").asText()).isEqualTo("100002");
        assertThat(all).hasSize(2);
        assertThat(otherRun).isEmpty();
    }

    @Test
    void aMessageWithoutACodeIsKeptAsRaw() {
        // When
        Api.Answer pushed =
                api.post("/v1/credentials/totp", message("Lunch at noon? I booked the table by the window."));

        // Then
        assertThat(pushed.status()).isEqualTo(200);
        assertThat(pushed.json().get("status").asText()).isEqualTo("raw_pending");
        assertThat(pushed.json().get("code").asText()).isEmpty();
    }

    @Test
    void badRequestsAreRefusedAsSkyvernRefusesThem() {
        Api.Answer noKey = api.as(null).post("/v1/credentials/totp", message("Your code is 100001"));
        Api.Answer wrongKey = api.as("wrong").get("/v1/credentials/totp");
        Api.Answer missing = api.post("/v1/credentials/totp", "{\"content\":\"123456\"}");
        Api.Answer noJson = api.post("/v1/credentials/totp", "{");
        Api.Answer noJsonOfAStranger = api.as("wrong").post("/v1/credentials/totp", "{");
        Api.Answer limit = api.get("/v1/credentials/totp?limit=0");

        assertThat(noKey.status()).isEqualTo(403);
        assertThat(noKey.json().get("detail").asText()).isEqualTo("Invalid credentials");
        assertThat(wrongKey.status()).isEqualTo(403);
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.json().at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"totp_identifier\"]");
        assertThat(missing.json().at("/detail/0/type").asText()).isEqualTo("missing");
        assertThat(noJson.status()).isEqualTo(422);
        assertThat(noJsonOfAStranger.status()).isEqualTo(403);
        assertThat(limit.status()).isEqualTo(422);
    }

    private String storeAuthenticator(String seed) {
        return api.post("/v1/credentials", """
                        {"name":"Acme","credential_type":"password","credential":{"username":"u","password":"p",
                         "totp":"%s","totp_type":"authenticator"}}""".formatted(seed))
                .json()
                .get("credential_id")
                .asText();
    }

    private String message(String text) {
        return "{\"totp_identifier\":\"" + address + "\",\"content\":\"" + text + "\"}";
    }

    private void awaitWaiting(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.get("/v1/code-requests?status=waiting")
                                .json()
                                .get("code_requests"))
                        .hasSize(count));
    }

    private void awaitListed(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(api.get("/v1/credentials/totp").json()).hasSize(count));
    }
}
