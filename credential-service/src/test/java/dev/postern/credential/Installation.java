package dev.postern.credential;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.common.mapper.TypeRef;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;

/** The running service, seen by those who use it. */
public final class Installation {

    private Installation() {}

    /** A stored picture of a QR code with the key of {@code anna@example.com} at Acme, JBSWY3DPEHPK3PXP. */
    public static byte[] picture(String name) {
        try (InputStream file = Installation.class.getResourceAsStream("/pictures/" + name)) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer's members, in their order. */
    public static Map<String, Object> members(Response response) {
        return response.as(new TypeRef<LinkedHashMap<String, Object>>() {});
    }

    /**
     * An organisation with its first key.
     *
     * @param id of the organisation
     * @param key with every scope but operator and reveal
     */
    public record Organization(String id, String key) {

        /** A request with the first key. */
        public RequestSpecification request() {
            return as(key);
        }

        /** Stores a credential and answers its id. */
        public String store(String json) {
            return request()
                    .body(json)
                    .post("/v1/credentials")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("credential_id");
        }

        /** Stores a login with an authenticator. */
        public String storeAuthenticator(String totp) {
            return store("""
                    {"name":"n","credential_type":"password","credential":
                    {"username":"u","password":"p","totp":"%s","totp_type":"authenticator"}}""".formatted(totp));
        }

        /** A key that only the operator can give: it reads back what it stores. */
        public String revealKey() {
            return as(operatorKey())
                    .body(Map.of("name", "a Skyvern server", "scopes", List.of("credentials:reveal")))
                    .post("/v1/organizations/" + id + "/api-keys")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("key");
        }

        /** Another key of the organisation. */
        public String key(String... scopes) {
            return request()
                    .body(Map.of("name", "test", "scopes", List.of(scopes)))
                    .post("/v1/api-keys")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("key");
        }
    }

    /** A new organisation, whose key is known. */
    public static Organization organization() {
        var created = as(operatorKey())
                .body("{\"name\":\"test\"}")
                .post("/v1/organizations")
                .then()
                .statusCode(201)
                .extract();
        Organization organization = new Organization(created.path("organization_id"), created.path("api_key.key"));
        // Right after a broker came back the service cannot say yet whether there is such a key.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> organization.request().get("/v1/api-keys").then().statusCode(200));
        return organization;
    }

    /** A request with a key. */
    public static RequestSpecification as(String key) {
        return given().header("x-api-key", key).contentType(ContentType.JSON);
    }

    public static String operatorKey() {
        return file("postern.bootstrap.operator-key-file");
    }

    public static String localKey() {
        return file("postern.bootstrap.local-key-file");
    }

    public static String serviceToken() {
        return file("postern.internal.token-file");
    }

    public static String log() {
        return file("quarkus.log.file.path");
    }

    private static String file(String setting) {
        try {
            return Files.readString(ConfigProvider.getConfig().getValue(setting, Path.class))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
