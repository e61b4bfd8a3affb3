package dev.postern.gateway.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveredTest {
    private static final URI ELSEWHERE = URI.create("https://login.example/realm");
    private static final URI HERE = URI.create("http://127.0.0.1:9000/realm");
    private static final List<String> MEMBERS = List.of(
            "authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint");

    @Test
    void aProviderSendsNobodyToPlainHttpToThisMachineOrToAnotherKindOfAddress() {
        for (String member : MEMBERS) {
            for (String address : List.of(
                    "http://login.example/x",
                    "http://127.0.0.1/x",
                    "http://localhost:8085/internal/x",
                    "http://[::1]/x",
                    "http://169.254.169.254/latest/meta-data",
                    "https://user:password@login.example/x",
                    "https:///x",
                    "https:x",
                    "//login.example/x",
                    "/x",
                    "x",
                    "",
                    "ftp://login.example/x",
                    "file:///etc/passwd",
                    "javascript:alert(1)",
                    "data:text/html,x",
                    "https://login example/x",
                    "https://[::1/x")) {
                assertThatThrownBy(() -> Discovered.of(
                                ELSEWHERE, document("https://login.example/").put(member, address)))
                        .as("%s %s", member, address)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(member);
            }
        }
    }

    @Test
    void aProviderOnThisMachineMayUsePlainHttpThere() throws IOException {
        Discovered found = Discovered.of(HERE, document("http://localhost:9000/"));

        assertThat(found.token()).isEqualTo(URI.create("http://localhost:9000/token_endpoint"));
        assertThat(found.endSession()).isEqualTo(URI.create("http://localhost:9000/end_session_endpoint"));
        assertThatThrownBy(() -> Discovered.of(HERE, document("http://login.example/")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aProviderMayHaveItsEndpointsOnAnotherHost() throws IOException {
        assertThat(Discovered.of(ELSEWHERE, document("https://keys.example:8443/"))
                        .keys())
                .isEqualTo(URI.create("https://keys.example:8443/jwks_uri"));
    }

    private static JsonObject document(String base) {
        JsonObject document = new JsonObject();
        MEMBERS.forEach(member -> document.put(member, base + member));
        return document;
    }
}
