package dev.postern.ingest.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.Keys;
import dev.postern.ingest.TestChannels;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.Vectors.Vector;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel's owner tries it without its provider. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class TriedChannelsTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Inject
    @All
    List<ProviderAdapter> adapters;

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    /** Whichever providers are registered, with each kind of secret and settings that their vectors know. */
    @Test
    void areTriedWhoeverTheProviderIsAndSignedWhereItIsNotAloneAbleTo() {
        for (ProviderAdapter adapter : adapters) {
            ways(adapter.provider()).forEach(vector -> {
                // Given
                TestChannels.Draft channel = TestChannels.of(
                                adapter.provider(), vector.secrets().toArray(String[]::new))
                        .with(vector.settings())
                        .publish();
                // When
                ValidatableResponse answer = tried(channel, "{\"text\":\"Your code is 771204\"}");
                // Then
                String told = adapter.provider() + ": " + answer.extract().asString();
                assertThat(answer.extract().statusCode()).as(told).isEqualTo(200);
                assertThat(answer.extract().<String>path("verdict")).as(told).isEqualTo("accepted");
                assertThat(answer.extract().<String>path("code")).as(told).isEqualTo("771204");
                assertThat(answer.extract().<Boolean>path("signed"))
                        .as(told)
                        .isEqualTo(!vector.secrets().isEmpty()
                                && !AdapterVectors.onlyTheProviderMakesIt(adapter.provider(), vector.secrets()));
                assertThat(told).doesNotContain(channel.token());
                List<Posts.Taken> taken = Posts.taken(channel);
                assertThat(taken)
                        .as(told)
                        .extracting(Posts.Taken::id)
                        .containsExactly(answer.extract().<String>path("totp_code_id"));
                assertThat(taken.getFirst().identifier())
                        .isEqualTo(answer.extract().path("totp_identifier"))
                        .satisfies(identifier -> assertThat(identifier)
                                .as(told)
                                .matches(adapter.bringsMail() ? ".+@.+" : "\\+12025550143|" + channel.id()));
            });
        }
    }

    /** One genuine post for each way in which the provider's channels may be set up. */
    private static Stream<Vector> ways(String provider) {
        List<String> files = provider.equals("twilio") ? List.of("twilio", "twilio-shared-keys") : List.of(provider);
        return files.stream()
                .flatMap(file -> Vectors.of(file + ".json")
                        .filter(Vector::valid)
                        .collect(Collectors.toMap(
                                vector -> vector.secrets() + " " + vector.settings(),
                                vector -> vector,
                                (one, _) -> one))
                        .values()
                        .stream());
    }

    @ParameterizedTest
    @CsvSource({
        "smtp, addresses, codes@in.example.com anna.example, 'codes@in.example.com, anna.example',"
                + " codes@in.example.com",
        "smtp, addresses, anna.example, anna.example, postern-test@anna.example",
        "imap, user, anna@example.com, anna@example.com at imap.example.com, anna@example.com"
    })
    void areTriedAtTheAddressThatIsUsed(
            String provider, String setting, String value, String address, String identifier) {
        // Given
        TestChannels.Draft channel = TestChannels.of(provider, "user:password")
                .with(Map.of(setting, value, "server", "imap.example.com"))
                .publish();
        // When
        var answer = given().header("x-api-key", Keys.of(channel.organization(), "admin", "codes:push"))
                .post("/v1/inbound-channels/" + channel.id() + "/test")
                .then();
        // Then
        answer.statusCode(200)
                .body("verdict", equalTo("accepted"))
                .body("address", equalTo(address))
                .body("totp_identifier", equalTo(identifier));
    }

    @Test
    void areTriedByNobodyElse() {
        // Given
        TestChannels.Draft channel = TestChannels.of("push").publish();
        String stranger = Keys.with("admin", "codes:push");
        String cannotPush = Keys.of(channel.organization(), "admin");
        // When
        int foreign = tried(stranger, channel.id());
        int unknown = tried(stranger, "ch_unknown");
        int withoutScope = tried(cannotPush, channel.id());
        // Then
        assertThat(List.of(foreign, unknown, withoutScope)).containsExactly(404, 404, 403);
        assertThat(Posts.taken(channel)).isEmpty();
    }

    private static int tried(String key, String channelId) {
        return given().header("x-api-key", key)
                .post("/v1/inbound-channels/" + channelId + "/test")
                .statusCode();
    }

    private static ValidatableResponse tried(TestChannels.Draft channel, String body) {
        return given().header("x-api-key", Keys.of(channel.organization(), "admin", "codes:push"))
                .contentType("application/json")
                .body(body)
                .post("/v1/inbound-channels/" + channel.id() + "/test")
                .then();
    }
}
