package dev.postern.credential.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.postern.credential.Installation;
import dev.postern.credential.lease.PlainLeases;
import dev.postern.credential.signing.PlainSignatures;
import dev.postern.credential.store.PlainStore;
import dev.postern.fixtures.Rfc6238;
import dev.postern.fixtures.UnfinishedPost;
import dev.postern.platform.reading.Bodies;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalListenerTest {
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final String TOKEN = "t".repeat(43);
    private static final PlainStore STORE = new PlainStore();
    private static final String ORGANIZATION = STORE.organization();
    private static Vertx vertx;
    private static InternalListener listener;

    @BeforeAll
    static void listen(@TempDir Path folder) throws IOException {
        vertx = Vertx.vertx();
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        InternalListenerSettings settings = new InternalListenerSettings() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return 0;
            }

            @Override
            public Optional<Path> tokenFile() {
                return Optional.of(file);
            }
        };
        listener = new InternalListener(
                vertx,
                settings,
                new ServiceToken(settings),
                Bodies.of(vertx, Duration.ofMillis(100), 1_000_000, 1_000_000),
                List.of(
                        new CodeRoute(PlainLeases.handOutCode(STORE)),
                        new SignaturesRoute(PlainSignatures.of(ORGANIZATION))));
        listener.onStart(new StartupEvent());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        listener.onStop(new ShutdownEvent());
        vertx.close();
    }

    @Test
    void handsOutACodeAnIndependentComputationAgreesWith() {
        // Given
        String organization = STORE.organization();
        String id = STORE.storeAuthenticator(organization, SEED);
        // When
        Response answer = ask(organization, id, "{\"organization_id\":\"%s\",\"run\":\"wr_1\"}");
        // Then
        answer.then().statusCode(200).body("kind", is("code")).header("cache-control", "no-store");
        long step = answer.<Number>path("step").longValue();
        assertThat(answer.<String>path("code")).isEqualTo(Rfc6238.code(SEED, step));
        assertThat(answer.<String>path("valid_from"))
                .isEqualTo(Instant.ofEpochSecond(step * 30).toString());
        assertThat(answer.<String>path("valid_until"))
                .isEqualTo(Instant.ofEpochSecond(step * 30 + 30).toString());
        assertThat(Installation.members(answer)).containsOnlyKeys("kind", "code", "step", "valid_from", "valid_until");
    }

    @Test
    void tellsAThirdRunToWait() {
        // Given
        String organization = STORE.organization();
        String id = STORE.storeAuthenticator(
                organization, "otpauth://totp/x?secret=MFRGGZDFMZTWQ2LKMFRGGZDF&period=890000000");
        String question = "{\"organization_id\":\"%s\",\"run\":\"RUN\",\"min_remaining_seconds\":0}";
        ask(organization, id, question.replace("RUN", "one")).then().body("kind", is("code"));
        ask(organization, id, question.replace("RUN", "two")).then().body("kind", is("code"));
        // When
        Response answer = ask(organization, id, question.replace("RUN", "three"));
        // Then
        answer.then().statusCode(200).body("kind", is("wait"));
        Instant until = Instant.parse(answer.path("until"));
        assertThat(until).isEqualTo("2054-08-10T18:40:00Z");
        assertThat(Installation.members(answer)).containsOnlyKeys("kind", "until");
    }

    @Test
    void saysWhereCodesArriveAndWhereNone() {
        String organization = STORE.organization();
        String byMail = STORE.store(organization, """
                {"name":"n","credential_type":"password","credential":
                {"username":"u","password":"p","totp_type":"email","totp_identifier":"Codes@Example.com"}}""");
        String none = STORE.store(organization, """
                {"name":"n","credential_type":"secret","credential":{"secret_value":"s"}}""");
        String question = "{\"organization_id\":\"%s\",\"run\":\"wr_1\"}";
        ask(organization, byMail, question)
                .then()
                .statusCode(200)
                .body("kind", is("received"))
                .body("totp_identifier", is("Codes@Example.com"));
        ask(organization, none, question).then().statusCode(200).body("kind", is("none"));
    }

    @Test
    void usesAStoredSeedWhateverTheTypeSays() {
        String organization = STORE.organization();
        String id = STORE.store(organization, """
                {"name":"n","credential_type":"password","credential":
                {"username":"u","password":"p","totp":"%s","totp_type":"email","totp_identifier":"a@b.c"}}""".formatted("MZXW6YTBOJSXEZLTMVRXEZLU"));
        ask(organization, id, "{\"organization_id\":\"%s\",\"run\":\"wr_1\"}")
                .then()
                .body("kind", is("code"));
    }

    @Test
    void answersUnknownDeletedAndForeignAlike() {
        // Given
        String owner = STORE.organization();
        String stranger = STORE.organization();
        String foreign = STORE.storeAuthenticator(owner, SEED);
        String deleted = STORE.storeAuthenticator(stranger, SEED);
        STORE.delete(deleted);
        String question = "{\"organization_id\":\"%s\",\"run\":\"wr_1\"}";
        // When
        Response toForeign = ask(stranger, foreign, question);
        Response toUnknown = ask(stranger, "cred_9", question);
        Response toDeleted = ask(stranger, deleted, question);
        // Then
        assertThat(toForeign.statusCode()).isEqualTo(404);
        assertThat(toUnknown.statusCode()).isEqualTo(404);
        assertThat(toDeleted.statusCode()).isEqualTo(404);
        assertThat(toForeign.asString()).isEqualTo(toUnknown.asString()).isEqualTo(toDeleted.asString());
    }

    @Test
    void refusesAnyoneWithoutTheToken() {
        String path = "http://127.0.0.1:" + listener.port() + "/internal/v1/credentials/cred_1/code";
        RestAssured.given().body("{}").post(path).then().statusCode(401);
        RestAssured.given()
                .header("Authorization", "Bearer wrong")
                .body("{}")
                .post(path)
                .then()
                .statusCode(401);
        RestAssured.given()
                .header("Authorization", "Basic " + TOKEN)
                .body("{}")
                .post(path)
                .then()
                .statusCode(401);
        RestAssured.given()
                .header("x-api-key", "pk_operator")
                .body("{}")
                .post(path)
                .then()
                .statusCode(401);
    }

    @Test
    void refusesBadQuestions() {
        ask("o_1", "cred_1", "{\"run\":\"wr_1\"}")
                .then()
                .statusCode(422)
                .body("errors[0].loc[1]", is("organization_id"));
        ask("o_1", "cred_1", "{\"organization_id\":\"%s\",\"run\":\"\"}").then().statusCode(422);
        ask("o_1", "cred_1", "{\"organization_id\":\"%s\",\"run\":\"r\",\"after_step\":\"x\"}")
                .then()
                .statusCode(422);
        ask("o_1", "cred_1", "{\"organization_id\":\"%s\",\"run\":\"r\",\"min_remaining_seconds\":-1}")
                .then()
                .statusCode(422);
        ask("o_1", "cred_1", "{").then().statusCode(422);
        ask("o_1", "cred_1", "[" + " ".repeat(20_000) + "]").then().statusCode(413);
        ask("o_1", "cred.1", "{}").then().statusCode(404);
        request()
                .get("http://127.0.0.1:" + listener.port() + "/internal/v1/credentials/cred_1/code")
                .then()
                .statusCode(405);
    }

    @Test
    void signsWithoutShowingTheSecret() {
        // Given
        // When
        Response answer = sign(ORGANIZATION, "{\"message_id\":\"msg_1\",\"timestamp\":1,\"body\":\"{}\"}");
        // Then
        answer.then().statusCode(200).header("cache-control", "no-store");
        assertThat(answer.<String>path("x_skyvern_signature")).matches("[0-9a-f]{64}");
        assertThat(answer.<String>path("webhook_signature")).matches("v1,[A-Za-z0-9+/]{43}=");
        assertThat(Installation.members(answer)).containsOnlyKeys("x_skyvern_signature", "webhook_signature");
    }

    @Test
    void signsNothingForNobodyAndNothingThatIsHalf() {
        String whole = "{\"message_id\":\"msg_1\",\"timestamp\":1,\"body\":\"{}\"}";
        sign("o_nobody", whole).then().statusCode(404);
        sign("o.nobody", whole).then().statusCode(404);
        sign("o_nobody", "{\"message_id\":\"msg_1\",\"body\":\"{}\"}")
                .then()
                .statusCode(422)
                .body("errors[0].loc[1]", is("timestamp"));
        sign("o_nobody", "{\"message_id\":\"\",\"timestamp\":1}").then().statusCode(422);
        RestAssured.given()
                .body(whole)
                .post("http://127.0.0.1:" + listener.port() + "/internal/v1/organizations/o_1/signatures")
                .then()
                .statusCode(401);
    }

    private Response sign(String organizationId, String body) {
        return request()
                .body(body)
                .post("http://127.0.0.1:" + listener.port() + "/internal/v1/organizations/" + organizationId
                        + "/signatures");
    }

    private Response ask(String organizationId, String credentialId, String body) {
        return request()
                .body(body.replace("%s", organizationId))
                .post("http://127.0.0.1:" + listener.port() + "/internal/v1/credentials/" + credentialId + "/code");
    }

    private static io.restassured.specification.RequestSpecification request() {
        return RestAssured.given().header("Authorization", "Bearer " + TOKEN).contentType(ContentType.JSON);
    }

    @Test
    void waitsNeitherForTheBodyOfAStrangerNorForASlowOne() throws IOException {
        // Given
        String path = "/internal/v1/credentials/cred_1/code";
        // Then
        assertThat(UnfinishedPost.answer(listener.port(), "POST", path, "")).startsWith("HTTP/1.1 401");
        assertThat(UnfinishedPost.answer(listener.port(), "POST", path, "Authorization: Bearer " + TOKEN + "\r\n"))
                .startsWith("HTTP/1.1 408");
    }
}
