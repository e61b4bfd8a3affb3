package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.process.Ports;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.fault.ReplacedIndexKey;
import dev.postern.system.older.KeptInstallation;
import dev.postern.system.older.OlderInstallation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each limit of an organisation and its keys, on a system with few of everything: 429 with the time to wait, and nobody else is refused.
 * The system is started on what an older version left, and goes on with that too.
 */
class LimitsTest {
    private static final Map<String, String> THINGS = Map.of(
            "/v1/credentials",
                    "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":\"p\"}}",
            "/v1/credential_folders", "{\"title\":\"t\"}",
            "/v1/api-keys", "{\"name\":\"n\",\"scopes\":[\"codes:read\"]}",
            "/v1/inbound-channels", "{\"name\":\"n\",\"provider\":\"mime\"}",
            "/v1/totp-url-endpoints",
                    "{\"name\":\"n\",\"totp_identifier\":\"a@x.org\",\"signing_keys\":[\"0123456789abcdef\"]}");

    private static final KeptInstallation OLDER = KeptInstallation.of("0.1.0");

    private static final String INFRASTRUCTURE = "infrastructure";
    private static final String CONTAINERS = "containers";

    private static LocalSystem system;
    private static Path data;

    @BeforeAll
    static void start() throws Exception {
        data = RunningSystem.temporaryFolder();
        if (!CONTAINERS.equals(System.getProperty(INFRASTRUCTURE))) {
            OLDER.putInto(data);
        }
        system = LocalSystem.start(LocalOptions.of(Checkout.folder(), data, Ports.free())
                // The audit's times are part of its proof, and cannot be moved to today.
                .with(Service.CREDENTIAL_SERVICE, "POSTERN_AUDIT_RETENTION", "36500d")
                .with(Service.TOTP_RESOLVER_SERVICE, "POSTERN_LIMITS_REQUESTS_AT_ONCE", "4")
                .with(Service.TOTP_RESOLVER_SERVICE, "POSTERN_LIMITS_EVENT_STREAMS", "2")
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_LIMITS_REQUESTS_PER_MINUTE", "6")
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_LIMITS_BURST", "12")
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_LIMITS_STORED_BYTES_PER_DAY", "4000")
                .with(Service.CREDENTIAL_SERVICE, "POSTERN_LIMITS_STORED_CREDENTIALS", "3")
                .with(Service.CREDENTIAL_SERVICE, "POSTERN_LIMITS_STORED_CREDENTIAL_FOLDERS", "3")
                .with(Service.CREDENTIAL_SERVICE, "POSTERN_LIMITS_STORED_API_KEYS", "3")
                .with(Service.CREDENTIAL_SERVICE, "POSTERN_LIMITS_STORED_INBOUND_CHANNELS", "3")
                .with(Service.CREDENTIAL_SERVICE, "POSTERN_LIMITS_STORED_TOTP_URL_ENDPOINTS", "3"));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = INFRASTRUCTURE,
            matches = CONTAINERS,
            disabledReason = "containers keep nothing in the data folder")
    void whatAnOlderVersionLeftGoesOn() throws Exception {
        OlderInstallation.goesOn(system, OLDER);
    }

    /** It stays replaced for the tests that follow. */
    @Test
    void theIndexKeyIsReplacedWhileItServes() {
        ReplacedIndexKey.meetsWhatTheKeyBeforeHashed(system, data);
    }

    @Test
    void requestsThatAreHeldAreLimitedByKeyAndByOrganization() {
        // Given
        Api admin = Organizations.fresh(system);
        Api other = keyOf(admin);
        List<CompletableFuture<Api.Answer>> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(admin.postLater("/v1/code-requests", request("held" + i), "prefer", "wait=20"));
        }
        Awaitility.await().until(() -> used(other, "requests_at_once") == 3);

        // When
        Api.Answer refused = admin.post("/v1/code-requests", request("one-more"));

        // Then
        isRefused(refused);
        held.add(other.postLater("/v1/code-requests", request("held3"), "prefer", "wait=20"));
        Awaitility.await().untilAsserted(() -> isRefused(other.post("/v1/code-requests", request("two-more"))));
        assertThat(Organizations.fresh(system)
                        .post("/v1/code-requests", request("a"))
                        .status())
                .isEqualTo(202);
        held.forEach(answer -> answer.cancel(true));
        Awaitility.await()
                .untilAsserted(() -> assertThat(admin.post("/v1/code-requests", request("again"))
                                .status())
                        .isEqualTo(202));
    }

    @Test
    void anImportStoresAsManyAsTheQuotaHasRoomForAndTellsOfTheOthers() {
        // Given
        Api api = Organizations.fresh(system);
        String body = """
            {"texts":["name,url,username,password\\n1,,u,p\\n2,,u,p\\n3,,u,p\\n4,,u,p\\n5,,u,p\\n"],"dry_run":%s}\
            """;
        // When
        JsonNode told = api.post("/v1/imports", body.formatted(true)).json();
        JsonNode done = api.post("/v1/imports", body.formatted(false)).json();
        // Then
        assertThat(told.findValuesAsText("outcome"))
                .containsExactly("would_create", "would_create", "would_create", "failed", "failed");
        assertThat(done.findValuesAsText("outcome"))
                .containsExactly("created", "created", "created", "failed", "failed");
        assertThat(done.findValuesAsText("reason")).endsWith("quota", "quota");
    }

    @Test
    void streamsAreLimited() throws IOException, InterruptedException {
        // Given
        Api api = Organizations.fresh(system);
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream first = stream(client, api).body();
                InputStream second = stream(client, api).body()) {
            assertThat(first).isNotSameAs(second);
            // When
            HttpResponse<InputStream> refused = stream(client, api);

            // Then
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0))
                    .isPositive();
            HttpResponse<InputStream> another = stream(client, Organizations.fresh(system));
            try (InputStream open = another.body()) {
                assertThat(another.statusCode()).isEqualTo(200);
                assertThat(open).isNotNull();
            }
            client.shutdownNow();
        }
    }

    @Test
    void pushesAreLimitedByTheirNumber() {
        // Given
        Api api = Organizations.fresh(system);
        for (int i = 0; i < 9; i++) {
            assertThat(push(api, "123456").status()).isEqualTo(200);
        }

        // Then
        isRefused(push(api, "123456"));
        assertThat(push(keyOf(api), "123456").status()).isEqualTo(200);
        assertThat(push(Organizations.fresh(system), "123456").status()).isEqualTo(200);
    }

    @Test
    void pushesAreLimitedByWhatIsStored() {
        // Given
        Api api = Organizations.fresh(system);
        String message = "Your code is 482913. " + "x".repeat(1_400);
        assertThat(push(api, message).status()).isEqualTo(200);
        assertThat(push(api, message).status()).isEqualTo(200);

        // Then
        isRefused(push(api, message));
        assertThat(push(api, "482913").status()).isEqualTo(200);
        assertThat(used(api, "stored_bytes")).isBetween(2_800L, 2_900L);
        assertThat(push(Organizations.fresh(system), message).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/credentials",
                "/v1/credential_folders",
                "/v1/api-keys",
                "/v1/inbound-channels",
                "/v1/totp-url-endpoints"
            })
    void thingsThatAreKeptAreLimited(String path) {
        // Given
        Api api = Organizations.fresh(system);
        String body = THINGS.get(path);
        // An organisation comes with a key.
        int most = path.equals("/v1/api-keys") ? 2 : 3;
        for (int i = 0; i < most; i++) {
            Api.Answer made = api.post(path, body);
            assertThat(made.status()).as(made.text()).isIn(200, 201);
        }

        // When
        Api.Answer refused = api.post(path, body);

        // Then
        isRefused(refused);
        assertThat(used(api, path.substring(4).replace('-', '_'))).isEqualTo(3);
        assertThat(api.get(path).json()).hasSize(3);
        assertThat(Organizations.fresh(system).post(path, body).status()).isIn(200, 201);
    }

    @Test
    void allLimitsAreTold() {
        // When
        JsonNode limits = Organizations.fresh(system).get("/v1/limits").json().get("limits");

        // Then
        assertThat(limits)
                .extracting(limit ->
                        limit.get("service").asText() + " " + limit.get("limit").asText())
                .containsExactlyInAnyOrder(
                        "credential-service requests_per_minute",
                        "credential-service requests_at_once",
                        "credential-service credentials",
                        "credential-service credential_folders",
                        "credential-service api_keys",
                        "credential-service inbound_channels",
                        "credential-service totp_url_endpoints",
                        "code-ingest-service requests_per_minute",
                        "code-ingest-service requests_at_once",
                        "code-ingest-service stored_bytes",
                        "totp-resolver-service requests_per_minute",
                        "totp-resolver-service requests_at_once",
                        "totp-resolver-service event_streams");
        assertThat(limits)
                .allSatisfy(limit ->
                        assertThat(limit.at("/organization/most").asLong()).isPositive());
        assertThat(Organizations.operator(system).get("/v1/limits").json().get("limits"))
                .isEmpty();
        assertThat(new Api(system.gateway(), "pk_unknown").get("/v1/limits").status())
                .isEqualTo(403);
    }

    @Test
    void toAskForTheLimitsTakesNothingOfThem() {
        // Given
        Api api = Organizations.fresh(system);
        for (int i = 0; i < 9; i++) {
            assertThat(push(api, "123456").status()).isEqualTo(200);
        }
        isRefused(push(api, "123456"));

        // When
        List<JsonNode> limits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            api.get("/v1/limits").json().get("limits").forEach(limits::add);
        }

        // Then
        assertThat(limits).allSatisfy(limit -> {
            String name =
                    limit.get("service").asText() + " " + limit.get("limit").asText();
            long used = limit.at("/api_key/used").asLong();
            switch (name) {
                case "code-ingest-service requests_per_minute" ->
                    assertThat(used).isPositive();
                case "code-ingest-service stored_bytes", "credential-service api_keys" -> {}
                default -> assertThat(used).as(name).isZero();
            }
        });
    }

    private static void isRefused(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isNotNull();
        assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
    }

    private static Api keyOf(Api admin) {
        return admin.as(Organizations.key(admin, "codes:push", "codes:request", "codes:read")
                .get("key")
                .asText());
    }

    private static Api.Answer push(Api api, String content) {
        return api.post("/v1/credentials/totp", "{\"totp_identifier\":\"a@x.org\",\"content\":\"" + content + "\"}");
    }

    private static String request(String run) {
        return "{\"totp_identifier\":\"" + run + "@x.org\",\"workflow_run_id\":\"" + run + "\"}";
    }

    private static HttpResponse<InputStream> stream(HttpClient client, Api api)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(api.base() + "/v1/codes/events"))
                        .header("x-api-key", String.valueOf(api.key()))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /** What the organisation uses of a limit, over all services. */
    private static long used(Api api, String name) {
        return StreamSupport.stream(api.get("/v1/limits").json().get("limits").spliterator(), false)
                .filter(limit -> limit.get("limit").asText().equals(name))
                .filter(limit -> !name.equals("requests_at_once")
                        || limit.get("service").asText().equals("totp-resolver-service"))
                .mapToLong(limit -> limit.at("/organization/used").asLong())
                .sum();
    }
}
