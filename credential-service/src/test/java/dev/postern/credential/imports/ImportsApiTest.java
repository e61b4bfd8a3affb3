package dev.postern.credential.imports;

import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class ImportsApiTest {
    private static final String SEED = "JBSWY3DPEHPK3PXP";
    private static final String LIST = """
            otpauth://totp/Example:me@example.com?secret=%s&issuer=Example
            otpauth://hotp/Bank:42?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=9&issuer=Bank
            no address
            otpauth://totp/Again:me?secret=%s""".formatted(SEED, SEED);
    private static final String TABLE = """
            name,url,username,password,note
            Example,https://example.com/login,me@example.com,secret-pass,a note
            Example,https://example.com/other,me@example.com,secret-pass-2,
            Example,https://other.example,me@example.com,secret-pass,
            """;

    @Test
    void whatADryRunTellsIsWhatTheImportDoes() {
        // Given
        Organization organization = organization();
        // When
        ValidatableResponse told = imported(organization, Map.of("texts", List.of(LIST, TABLE), "dry_run", true));
        List<Map<String, Object>> before =
                organization.request().get("/v1/credentials").jsonPath().getList("");
        ValidatableResponse done = imported(organization, Map.of("texts", List.of(LIST, TABLE)));
        ValidatableResponse again = imported(organization, Map.of("texts", List.of(LIST, TABLE)));
        // Then
        assertThat(before).isEmpty();
        told.header("Cache-Control", "no-store")
                .body("dry_run", is(true))
                .body("total", is(7))
                .body("next", nullValue())
                .body("sources.format", contains("otpauth", "chrome"))
                .body(
                        "results.outcome",
                        contains(
                                "would_create",
                                "would_create",
                                "failed",
                                "duplicate",
                                "would_create",
                                "duplicate",
                                "would_create"))
                .body("results.credential_id", org.hamcrest.Matchers.everyItem(nullValue()));
        done.body(
                        "results.outcome",
                        contains("created", "created", "failed", "duplicate", "created", "duplicate", "created"))
                .body("results[0].kinds", contains("authenticator"))
                .body("results[1].kinds", contains("counter"))
                .body("results[2].reason", is("unreadable"))
                .body("results[4].kinds", contains("password"))
                .body("results[4].notices[0].field", is("note"));
        again.body(
                "results.outcome",
                contains("duplicate", "duplicate", "failed", "duplicate", "duplicate", "duplicate", "duplicate"));
        assertThat(done.extract().asString()).doesNotContain("secret-pass", SEED);
        organization.request().get("/v1/credentials").then().body("$", hasSize(4));
        String id = done.extract().path("results[0].credential_id");
        assertThat(again.extract().<String>path("results[0].credential_id")).isEqualTo(id);
        organization
                .request()
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(200);
        organization
                .request()
                .get("/v1/credentials/" + done.extract().path("results[4].credential_id"))
                .then()
                .body("name", is("Example"))
                .body("credential.username", is("me@example.com"))
                .body("tested_url", is("https://example.com/login"));
    }

    @Test
    void aPasswordIsNotLostWhereItsKeyIsStoredAlready() {
        // Given
        Organization organization = organization();
        imported(organization, Map.of("texts", List.of("otpauth://totp/Example:me?secret=" + SEED)))
                .body("results.outcome", contains("created"));
        String table = "name,url,username,password,totp\nExample,,me,secret-pass," + SEED + "\n";
        // Then
        imported(organization, Map.of("texts", List.of(table))).body("results.outcome", contains("created"));
        imported(organization, Map.of("texts", List.of(table))).body("results.outcome", contains("duplicate"));
        imported(organization, Map.of("texts", List.of("otpauth://totp/Other:you?secret=" + SEED)))
                .body("results.outcome", contains("duplicate"));
    }

    @Test
    void anImportGoesOnWhereTheCallBeforeEnded() {
        // Given
        Organization organization = organization();
        String list = IntStream.range(0, 7)
                .mapToObj(i -> "otpauth://totp/A:" + i + "?secret="
                        + new Base32().encodeAsString(new byte[] {1, 2, 3, 4, (byte) i}))
                .collect(Collectors.joining("\n"));
        // When
        List<Integer> numbers = new ArrayList<>();
        Integer next = 1;
        while (next != null) {
            ValidatableResponse part = imported(organization, Map.of("texts", List.of(list), "first", next, "most", 3));
            numbers.addAll(part.extract().path("results.number"));
            part.body("total", equalTo(7));
            next = part.extract().path("next");
        }
        // Then
        assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, 7);
        organization.request().get("/v1/credentials").then().body("$", hasSize(7));
    }

    @Test
    void twoImportsAtOnceMakeEachCredentialOnce() throws Exception {
        // Given
        Organization organization = organization();
        String list = IntStream.range(0, 12)
                .mapToObj(i -> "otpauth://totp/A:" + i + "?secret="
                        + new Base32().encodeAsString(new byte[] {9, 2, 3, 4, (byte) i}))
                .collect(Collectors.joining("\n"));
        Callable<Map<String, Long>> importing = () -> outcomes(imported(organization, Map.of("texts", List.of(list))));
        // When
        Map<String, Long> all = new HashMap<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (Future<Map<String, Long>> part : both.invokeAll(List.of(importing, importing))) {
                part.get().forEach((outcome, count) -> all.merge(outcome, count, Long::sum));
            }
        }
        // Then
        assertThat(all).containsOnly(Map.entry("created", 12L), Map.entry("duplicate", 12L));
    }

    @Test
    void onlyAKeyThatMayWriteCredentialsImports() {
        Organization organization = organization();
        for (String scope : List.of("credentials:read", "codes:push")) {
            Installation.as(organization.key(scope))
                    .body(Map.of("texts", List.of(LIST)))
                    .post("/v1/imports")
                    .then()
                    .statusCode(403);
        }
        organization.request().body("{\"texts\":[]}").post("/v1/imports").then().statusCode(422);
    }

    private static ValidatableResponse imported(Organization organization, Map<String, Object> body) {
        return organization.request().body(body).post("/v1/imports").then().statusCode(200);
    }

    private static Map<String, Long> outcomes(ValidatableResponse answer) {
        List<String> outcomes = answer.extract().path("results.outcome");
        return outcomes.stream().collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
    }
}
