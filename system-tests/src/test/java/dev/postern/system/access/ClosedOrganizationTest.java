package dev.postern.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.fixtures.UserServer;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.SkyvernServer;
import dev.postern.system.Twilio;
import dev.postern.system.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An organisation that the operator disables: everything of it stops, on all services, and works again once it is enabled. */
@ExtendWith(RunningSystem.class)
class ClosedOrganizationTest {
    private static final Pattern COOKIE = Pattern.compile("postern-session=[^;]+");
    private static final String PUSH = "{\"totp_identifier\":\"other@example.com\",\"content\":\"123456\"}";
    private static final String SIGNING_KEY = "the-key-of-the-skyvern-organisation";
    private static final String RUN = "{\"workflow_run_id\":\"wr_1\"}";
    private static final String AUTH_TOKEN = "the-auth-token";
    // A second on a machine that does nothing else. Each of the calls below would last for 50 seconds and more.
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void everythingOfADisabledOrganisationStops(LocalSystem system) throws Exception {
        // Given
        Api operator = Organizations.operator(system);
        JsonNode made =
                operator.post("/v1/organizations", "{\"name\":\"test\"}").json();
        String organization = "/v1/organizations/" + made.get("organization_id").asText();
        Api admin = new Api(system.gateway(), made.at("/api_key/key").asText());
        JsonNode endpoint = SkyvernServer.endpoint(admin, "skyvern@example.com", SIGNING_KEY);
        JsonNode channel = admin.post(
                        "/v1/inbound-channels",
                        "{\"name\":\"n\",\"provider\":\"twilio\",\"secrets\":[\"" + AUTH_TOKEN + "\"]}")
                .json();
        String cookie = signedIn(admin);
        assertThat(doors(system, admin, endpoint, channel, cookie)).containsOnly(200);

        try (UserServer server = UserServer.start();
                HttpClient http = HttpClient.newHttpClient()) {
            List<CompletableFuture<Api.Answer>> held = Stream.of(
                            admin.postLater(
                                    "/v1/code-requests",
                                    "{\"totp_identifier\":\"user@example.com\"}",
                                    "Prefer",
                                    "wait=55"),
                            admin.postLater(
                                    "/v1/code-requests",
                                    "{\"totp_url\":\"" + server.url() + "\"}",
                                    "Prefer",
                                    "wait=55"),
                            SkyvernServer.askLater(admin, SkyvernServer.path(endpoint), SIGNING_KEY, RUN))
                    .toList();
            Waits.untilWaiting(admin, held.size());
            InputStream stream =
                    http.send(stream(admin), BodyHandlers.ofInputStream()).body();
            CompletableFuture<Integer> streamed = read(stream);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !server.calls().isEmpty());

            // When
            assertThat(operator.post(organization + "/disable", null).status()).isEqualTo(200);

            // Then
            for (CompletableFuture<Api.Answer> call : held) {
                assertThat(call.get(SOON.toSeconds(), TimeUnit.SECONDS).status())
                        .isEqualTo(403);
            }
            streamed.get(SOON.toSeconds(), TimeUnit.SECONDS);
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(doors(system, admin, endpoint, channel, cookie))
                            .doesNotContain(200)
                            .containsOnly(303, 403, 404));
            int calls = server.calls().size();
            // A server that is asked for a code is called again and again, after a second at most at first.
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(server.calls()).hasSize(calls));
        }

        // When
        assertThat(operator.post(organization + "/enable", null).status()).isEqualTo(200);

        // Then
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(doors(system, admin, endpoint, channel, signedIn(admin)))
                        .containsOnly(200));
        // And its audit says who was refused meanwhile.
        String key = admin.get("/v1/api-keys/self").json().get("api_key_id").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(refused(admin, "disabled-organization.used"))
                        .contains(
                                key,
                                endpoint.get("endpoint_id").asText(),
                                channel.at("/channel/channel_id").asText()));

        // When
        Api.Answer deleted = operator.call("DELETE", organization + "?name=test", null);

        // Then
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(deleted.json().get("remains")).isNotEmpty();
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(doors(system, admin, endpoint, channel, cookie))
                        .doesNotContain(200));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(refused(operator, "deleted-organization.used"))
                        .contains(key));
    }

    /** The status of one call by each way in, at every service. */
    private static List<Integer> doors(
            LocalSystem system, Api admin, JsonNode endpoint, JsonNode channel, String cookie) {
        List<Integer> found = new ArrayList<>(List.of(
                admin.at(system.url(Service.CREDENTIAL_SERVICE))
                        .get("/v1/credentials")
                        .status(),
                admin.at(system.url(Service.CODE_INGEST_SERVICE))
                        .post("/v1/credentials/totp", PUSH)
                        .status(),
                Twilio.post(
                                admin,
                                channel.get("url").asText(),
                                AUTH_TOKEN,
                                Twilio.message("SM1", "+15550103377", "Your code is 482913"))
                        .status(),
                admin.as(null).get("/console/codes", "Cookie", cookie).status()));
        for (int replica = 0; replica < 3; replica++) {
            Api at = admin.at(system.resolver(replica));
            found.add(at.get("/v1/credentials/totp").status());
            // No run: answered at once when it is let in, and not held.
            found.add(let(SkyvernServer.ask(at, SkyvernServer.path(endpoint), SIGNING_KEY, "{}")));
        }
        return found;
    }

    /** Who is let in is told what is missing in the body. */
    private static int let(Api.Answer answer) {
        return answer.status() == 422 ? 200 : answer.status();
    }

    private static String signedIn(Api admin) {
        Api.Answer answer = admin.as(null)
                .postAs(
                        "application/x-www-form-urlencoded",
                        "/console/sign-in",
                        "api_key=" + admin.key(),
                        "Sec-Fetch-Site",
                        "same-origin");
        Matcher cookie = COOKIE.matcher(String.valueOf(answer.header("set-cookie")));
        assertThat(cookie.find()).isTrue();
        return cookie.group();
    }

    private static HttpRequest stream(Api api) {
        return HttpRequest.newBuilder(URI.create(api.base() + "/v1/codes/events"))
                .header("x-api-key", Objects.requireNonNull(api.key()))
                .build();
    }

    /** Completes when the stream ends. */
    private static CompletableFuture<Integer> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return stream.readAllBytes().length;
            } catch (IOException e) {
                return 0;
            }
        });
    }

    private static List<String> refused(Api reader, String action) {
        JsonNode entries = reader.get("/v1/audit?limit=200&outcome=refused&action=" + action)
                .json()
                .get("entries");
        return entries.valueStream().map(entry -> entry.get("actor").asText()).toList();
    }
}
