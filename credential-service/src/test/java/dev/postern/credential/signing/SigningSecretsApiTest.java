package dev.postern.credential.signing;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.credential.vault.SecretText;
import dev.postern.events.internal.MessageToSign;
import dev.postern.events.internal.Signatures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class SigningSecretsApiTest {
    private static final String ROUTE = "/v1/signing-secrets";

    private final SignMessage signMessage;
    private final DataSource dataSource;

    SigningSecretsApiTest(SignMessage signMessage, DataSource dataSource) {
        this.signMessage = signMessage;
        this.dataSource = dataSource;
    }

    @Test
    void theInternalRoutesAreNotReachableThroughTheMainPort() {
        String token = "Bearer " + Installation.serviceToken();
        for (String path :
                List.of("/internal/v1/credentials/cred_1/code", "/internal/v1/organizations/o_1/signatures")) {
            RestAssured.given()
                    .header("Authorization", token)
                    .contentType(ContentType.JSON)
                    .body("{\"message_id\":\"msg_1\",\"timestamp\":1,\"body\":\"{}\"}")
                    .post(path)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void makesTheFirstWhenItIsAskedForAndShowsItOnRequestOnly() {
        // Given
        Organization organization = organization();
        // When
        Response listed = organization.request().get(ROUTE);
        // Then
        listed.then().statusCode(200).body("$", hasSize(1)).body("[0].expires_at", nullValue());
        assertThat(listed.asString()).doesNotContain("whsec_");
        String id = listed.path("[0].signing_secret_id");
        Response shown = organization.request().post(ROUTE + "/" + id + "/reveal");
        shown.then().statusCode(200).header("cache-control", "no-store").body("signing_secret_id", is(id));
        assertThat(shown.<String>path("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        organization.request().get(ROUTE).then().body("[0].signing_secret_id", is(id));
    }

    @Test
    void signsWithTheOneThatItShows() {
        // Given
        Organization organization = organization();
        Signatures signed = signMessage
                .sign(new MessageToSign(organization.id(), "msg_1", 1, "{}"))
                .orElseThrow();
        String id = organization.request().get(ROUTE).path("[0].signing_secret_id");
        // When
        String secret =
                organization.request().post(ROUTE + "/" + id + "/reveal").path("secret");
        // Then
        assertThat(SignMessage.sign(
                        List.of(new SecretText(secret)), new MessageToSign(organization.id(), "msg_1", 1, "{}")))
                .isEqualTo(signed);
    }

    @Test
    void keepsTwoDuringARotationAndNeverThree() {
        // Given
        Organization organization = organization();
        String first = organization.request().get(ROUTE).path("[0].signing_secret_id");
        // When
        Response second = organization.request().post(ROUTE);
        // Then
        second.then().statusCode(201).header("cache-control", "no-store").body("expires_at", nullValue());
        organization
                .request()
                .get(ROUTE)
                .then()
                .body("$", hasSize(2))
                .body("[0].signing_secret_id", is(second.<String>path("signing_secret_id")))
                .body("[1].signing_secret_id", is(first))
                .body("[1].expires_at", notNullValue());
        // When
        organization
                .request()
                .body("{\"keep_previous_seconds\":60}")
                .post(ROUTE)
                .then()
                .statusCode(201);
        // Then
        organization
                .request()
                .get(ROUTE)
                .then()
                .body("$", hasSize(2))
                .body("[1].signing_secret_id", is(second.<String>path("signing_secret_id")));
        organization.request().post(ROUTE + "/" + first + "/reveal").then().statusCode(404);
    }

    @Test
    void endsALeakedOneAtOnce() {
        // Given
        Organization organization = organization();
        String leaked = organization.request().get(ROUTE).path("[0].signing_secret_id");
        // When
        organization
                .request()
                .body("{\"keep_previous_seconds\":0}")
                .post(ROUTE)
                .then()
                .statusCode(201);
        // Then
        organization.request().get(ROUTE).then().body("$", hasSize(1)).body("[0].signing_secret_id", not(is(leaked)));
    }

    @Test
    void makesOneFirstSecretWhenManyNeedItAtOnce() throws Exception {
        // Given
        Organization organization = organization();
        // When
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Signatures>> all = IntStream.range(0, 8)
                    .mapToObj(number -> pool.submit(() -> signMessage
                            .sign(new MessageToSign(organization.id(), "msg_1", 1, "{}"))
                            .orElseThrow()))
                    .toList();
            // Then
            for (Future<Signatures> each : all) {
                assertThat(each.get()).isEqualTo(all.getFirst().get());
            }
        }
        organization.request().get(ROUTE).then().body("$", hasSize(1));
    }

    @Test
    void recordsWhoLookedAndStoresNothingReadable() throws SQLException {
        // Given
        Organization organization = organization();
        String id = organization.request().get(ROUTE).path("[0].signing_secret_id");
        // When
        String secret =
                organization.request().post(ROUTE + "/" + id + "/reveal").path("secret");
        // Then
        try (Connection connection = dataSource.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT t::text || encode(secret, 'escape') FROM signing_secrets t")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(secret).doesNotContain(secret.substring(6));
            }
        }
        assertThat(Installation.log()).doesNotContain(secret);
    }

    @Test
    void refusesStrangersTheUnscopedAndNonsense() {
        // Given
        Organization owner = organization();
        Organization stranger = organization();
        String id = owner.request().get(ROUTE).path("[0].signing_secret_id");
        // When
        Response foreign = stranger.request().post(ROUTE + "/" + id + "/reveal");
        Response unknown = stranger.request().post(ROUTE + "/ss_1/reveal");
        // Then
        foreign.then().statusCode(404);
        assertThat(foreign.<String>path("detail")).isEqualTo(unknown.path("detail"));
        String reader = owner.key("credentials:read");
        as(reader).get(ROUTE).then().statusCode(403);
        as(reader).post(ROUTE).then().statusCode(403);
        as(reader).post(ROUTE + "/" + id + "/reveal").then().statusCode(403);
        owner.request()
                .body("{\"keep_previous_seconds\":-1}")
                .post(ROUTE)
                .then()
                .statusCode(422);
        owner.request()
                .body("{\"keep_previous_seconds\":604801}")
                .post(ROUTE)
                .then()
                .statusCode(422);
        owner.request().body("[").post(ROUTE).then().statusCode(422);
    }
}
