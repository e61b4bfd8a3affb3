package dev.postern.credential.quota;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class QuotasOfKeysTest {
    private static final List<String> SCOPES =
            List.of("admin", "credentials:read", "credentials:write", "codes:read", "codes:push", "codes:request");
    private static final String LOGIN = "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":"
            + "{\"username\":\"u\",\"password\":\"p\"}}";

    @ParameterizedTest
    @EnumSource(Thing.class)
    void aKeyMakesAsManyAsItsQuotaSaysAndTheOthersGoOn(Thing thing) {
        // Given
        Organization organization = organization();
        assertThat(made(organization.key(), thing)).as("what another made").isBetween(200, 201);
        Response issued = organization
                .request()
                .body(Map.of("name", "n", "scopes", SCOPES, "quotas", Map.of(thing.wireName(), 2)))
                .post("/v1/api-keys");
        String key = issued.path("key");

        // When
        List<Integer> statuses =
                IntStream.range(0, 4).map(_ -> made(key, thing)).boxed().toList();

        // Then
        assertThat(statuses.subList(0, 2))
                .allSatisfy(status -> assertThat(status).isBetween(200, 201));
        assertThat(statuses.subList(2, 4)).containsOnly(429);
        assertThat(make(key, thing).header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(made(organization.key(), thing)).isBetween(200, 201);
        Response limits = as(key).get("/v1/limits");
        assertThat(limits.<Integer>path(ofKey(thing, "most"))).isEqualTo(2);
        assertThat(limits.<Integer>path(ofKey(thing, "used"))).isEqualTo(2);
        assertThat(organization.request().get("/v1/limits").<Integer>path(ofKey(thing, "most")))
                .isNull();

        // When: another number, and none
        String path = "/v1/api-keys/" + issued.path("api_key_id");
        Response more = organization.request().body(quotas(thing, "3")).patch(path);
        List<Integer> withThree = List.of(made(key, thing), made(key, thing));
        Response free = organization.request().body(quotas(thing, "null")).patch(path);

        // Then
        assertThat(more.<Integer>path("quotas." + thing.wireName())).isEqualTo(3);
        assertThat(withThree.getFirst()).isBetween(200, 201);
        assertThat(withThree.getLast()).isEqualTo(429);
        assertThat(free.<Integer>path("quotas." + thing.wireName())).isNull();
        assertThat(made(key, thing)).isBetween(200, 201);
    }

    @ParameterizedTest
    @EnumSource(
            value = Thing.class,
            // The row of a revoked key stays.
            names = "API_KEYS",
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsDeletedMakesRoom(Thing thing) {
        // Given
        Organization organization = organization();
        String key = organization
                .request()
                .body(Map.of("name", "n", "scopes", SCOPES, "quotas", Map.of(thing.wireName(), 1)))
                .post("/v1/api-keys")
                .path("key");
        String id = id(make(key, thing));
        assertThat(made(key, thing)).isEqualTo(429);

        // When
        int deleted = thing == Thing.CREDENTIALS
                ? as(key).post(route(thing) + "/" + id + "/delete").statusCode()
                : as(key).delete(route(thing) + "/" + id).statusCode();

        // Then
        assertThat(deleted).isBetween(200, 204);
        assertThat(made(key, thing)).isBetween(200, 201);
    }

    private static String id(Response made) {
        return made.jsonPath().getMap("").entrySet().stream()
                .filter(entry -> entry.getKey().toString().matches("credential_id|folder_id|endpoint_id"))
                .map(entry -> (String) entry.getValue())
                .findFirst()
                .orElseGet(() -> made.path("channel.channel_id"));
    }

    private static int made(String key, Thing thing) {
        return make(key, thing).statusCode();
    }

    private static Response make(String key, Thing thing) {
        return as(key).body(body(thing)).post(route(thing));
    }

    private static String route(Thing thing) {
        return switch (thing) {
            case CREDENTIALS -> "/v1/credentials";
            case CREDENTIAL_FOLDERS -> "/v1/credential_folders";
            case API_KEYS -> "/v1/api-keys";
            case INBOUND_CHANNELS -> "/v1/inbound-channels";
            case TOTP_URL_ENDPOINTS -> "/v1/totp-url-endpoints";
        };
    }

    private static String body(Thing thing) {
        return switch (thing) {
            case CREDENTIALS -> LOGIN;
            case CREDENTIAL_FOLDERS -> "{\"title\":\"t\"}";
            case API_KEYS -> "{\"name\":\"n\",\"scopes\":[\"codes:read\"]}";
            case INBOUND_CHANNELS -> "{\"name\":\"n\",\"provider\":\"mime\"}";
            case TOTP_URL_ENDPOINTS ->
                "{\"name\":\"n\",\"totp_identifier\":\"a@x.org\",\"signing_keys\":[\"0123456789abcdef\"]}";
        };
    }

    private static String quotas(Thing thing, String most) {
        return "{\"quotas\":{\"" + thing.wireName() + "\":" + most + "}}";
    }

    private static String ofKey(Thing thing, String field) {
        return "limits.find { it.limit == '" + thing.wireName() + "' }.api_key?." + field;
    }
}
