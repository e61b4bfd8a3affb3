package dev.postern.gateway.proxy;

import static dev.postern.gateway.proxy.Service.CODE_INGEST;
import static dev.postern.gateway.proxy.Service.CREDENTIAL;
import static dev.postern.gateway.proxy.Service.TOTP_RESOLVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.valueOf("QUERY"));

    static Stream<Arguments> familiesAndTheirServices() {
        return Stream.of(
                Arguments.of("/webhooks", CODE_INGEST),
                Arguments.of("/v1/code-requests", TOTP_RESOLVER),
                Arguments.of("/v1/codes", TOTP_RESOLVER),
                Arguments.of("/v1/messages", TOTP_RESOLVER),
                Arguments.of("/v1/request-settings", TOTP_RESOLVER),
                Arguments.of("/v1/statistics", TOTP_RESOLVER),
                Arguments.of("/v1/totp-url", TOTP_RESOLVER),
                Arguments.of("/api/v1/credential_folders", CREDENTIAL),
                Arguments.of("/api/v1/credentials", CREDENTIAL),
                Arguments.of("/v1/api-keys", CREDENTIAL),
                Arguments.of("/v1/credential_folders", CREDENTIAL),
                Arguments.of("/v1/credentials", CREDENTIAL),
                Arguments.of("/v1/inbound-channels", CREDENTIAL),
                Arguments.of("/v1/imports", CREDENTIAL),
                Arguments.of("/v1/logins", CREDENTIAL),
                Arguments.of("/v1/key-rotations", CREDENTIAL),
                Arguments.of("/v1/organizations", CREDENTIAL),
                Arguments.of("/v1/retention", CREDENTIAL),
                Arguments.of("/v1/erasures", TOTP_RESOLVER),
                Arguments.of("/v1/qr-codes", CREDENTIAL),
                Arguments.of("/v1/signing-secrets", CREDENTIAL),
                Arguments.of("/v1/totp-url-endpoints", CREDENTIAL),
                Arguments.of("/v1/vault", CREDENTIAL));
    }

    @ParameterizedTest
    @EnumSource
    void sendsEveryRouteThatAServiceDocumentsToIt(Service service) throws IOException {
        // Given
        JsonNode document = new YAMLMapper()
                .readTree(Path.of("..", service.moduleName(), "openapi.yaml").toFile());
        // Then
        document.get("paths").properties().stream()
                // The gateway asks all services.
                .filter(path -> !Set.of("/v1/limits", "/version").contains(path.getKey()))
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    String concrete = path.getKey().replaceAll("\\{[^}]+}", "id");
                    assertThat(RouteTable.serviceFor(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), concrete))
                            .as(method + " " + path.getKey())
                            .isEqualTo(service);
                }));
    }

    @ParameterizedTest
    @MethodSource("familiesAndTheirServices")
    void sendsAPathAndEverythingBelowItToItsServiceWhateverTheMethod(String path, Service service) {
        for (HttpMethod method : METHODS) {
            assertThat(RouteTable.serviceFor(method, path)).as("%s", method).isEqualTo(service);
            assertThat(RouteTable.serviceFor(method, path + "/"))
                    .as("%s", method)
                    .isEqualTo(service);
            assertThat(RouteTable.serviceFor(method, path + "/a/b%20c/"))
                    .as("%s", method)
                    .isEqualTo(service);
        }
    }

    @ParameterizedTest
    @MethodSource("familiesAndTheirServices")
    void doesNotTakeALongerNameForAPath(String path) {
        for (HttpMethod method : METHODS) {
            assertThat(RouteTable.serviceFor(method, path + "X"))
                    .as("%s", method)
                    .isNull();
            assertThat(RouteTable.serviceFor(method, path + ";x"))
                    .as("%s", method)
                    .isNull();
            assertThat(RouteTable.serviceFor(method, path + "-x/a"))
                    .as("%s", method)
                    .isNull();
            assertThat(RouteTable.serviceFor(method, "/x" + path))
                    .as("%s", method)
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/inbound-channels/ch_1/posts, TOTP_RESOLVER",
        "/v1/inbound-channels/ch_1/posts/, TOTP_RESOLVER",
        "/v1/inbound-channels/ch_1/test, CODE_INGEST",
        "/v1/inbound-channels/posts, CREDENTIAL",
        "/v1/inbound-channels/ch_1/posts/2, CREDENTIAL",
        "/v1/inbound-channels/ch_1/posts-x, CREDENTIAL"
    })
    void sendsWhatIsAskedOfAChannelToWhoKnowsIt(String path, Service service) {
        assertThat(RouteTable.serviceFor(HttpMethod.GET, path)).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/credentials/totp", "/v1/credentials/totp/"})
    void readsReceivedCodesFromTheResolverAndPushesThemToIngest(String path) {
        for (HttpMethod method : METHODS) {
            boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
            assertThat(RouteTable.serviceFor(method, path))
                    .as("%s", method)
                    .isEqualTo(reads ? TOTP_RESOLVER : CODE_INGEST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/totp", "/api/v1/totp/"})
    void sendsTheLegacyPushToIngest(String path) {
        for (HttpMethod method : METHODS) {
            assertThat(RouteTable.serviceFor(method, path)).as("%s", method).isEqualTo(CODE_INGEST);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/credentials/totp-code",
                "/v1/credentials/totp/x",
                "/v1/credentials/totpX",
                "/v1/credentials/cred_1/totp-code",
                "/v1/credentials/TOTP"
            })
    void leavesWhatOnlyLooksLikeTheTotpPathToTheCredentials(String path) {
        for (HttpMethod method : METHODS) {
            assertThat(RouteTable.serviceFor(method, path)).as("%s", method).isEqualTo(CREDENTIAL);
        }
    }

    @Test
    void knowsNoOtherPath() {
        List<String> paths = List.of(
                "/",
                "/console/style.css",
                "/q",
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/internal",
                "/internal/totp-codes",
                "/internal/credentials/cred_1",
                "/v1",
                "/v1/",
                "/v1/internal",
                "/v1/Credentials",
                "/V1/credentials",
                "/v2/credentials",
                "/api",
                "/api/v1",
                "/api/v1/totpX",
                "/api/v1/totp/x",
                "/api/v1/codes",
                "/credentials",
                "/metrics",
                "/health",
                "/favicon.ico");
        for (String path : paths) {
            for (HttpMethod method : METHODS) {
                assertThat(RouteTable.serviceFor(method, path))
                        .as("%s %s", method, path)
                        .isNull();
            }
        }
    }
}
