package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.Routes;
import dev.postern.system.Routes.Route;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a body each route takes: a byte more is refused by the head alone, and what fits is read. */
@ExtendWith(RunningSystem.class)
class RouteLimitsTest {
    private static final int KIB = 1024;
    private static final int USUAL = 64 * KIB;
    private static final Map<String, Integer> OTHERS = Map.ofEntries(
            Map.entry("POST /v1/credentials", 256 * KIB),
            Map.entry("POST /api/v1/credentials", 256 * KIB),
            Map.entry("POST /v1/credentials/{credential_id}/update", 256 * KIB),
            Map.entry("PUT /api/v1/credentials/{credential_id}", 256 * KIB),
            Map.entry("POST /v1/vault/credentials", 256 * KIB),
            Map.entry("POST /v1/logins", 256 * KIB),
            Map.entry("PATCH /v1/logins/{credential_id}", 256 * KIB),
            Map.entry("POST /v1/imports", 16 * 1024 * KIB),
            Map.entry("POST /v1/qr-codes", 10 * 1024 * KIB),
            Map.entry("POST /v1/credentials/totp", 1024 * KIB),
            Map.entry("POST /api/v1/totp", 1024 * KIB));
    private static final int MAIL = 25 * 1024 * KIB;

    @Test
    void eachRouteRefusesABodyThatIsLongerThanItTakes(LocalSystem system) throws IOException {
        // Given
        Map<String, Api> callers = Map.of(
                "/v1/key-rotations", Organizations.operator(system),
                "/v1/organizations", Organizations.operator(system),
                "/v1/messages/replay", Organizations.operator(system),
                "/v1/vault", Organizations.vaultClient(system));
        Api usual = Organizations.fresh(system);
        Map<String, Integer> tooLong = new TreeMap<>();
        Map<String, Integer> fits = new TreeMap<>();
        List<Route> routes = Routes.all().stream()
                .filter(route -> route.keyed() && route.takesBody())
                .toList();

        // When
        for (Route route : routes) {
            Api caller = callers.entrySet().stream()
                    .filter(entry -> route.path().startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(usual);
            int most = OTHERS.getOrDefault(route.toString(), USUAL);
            tooLong.put(route.toString(), RawPost.status(system, route, caller, most + 1, ""));
            fits.put(route.toString(), RawPost.status(system, route, caller, most, " ".repeat(most)));
        }

        // Then
        assertThat(routes).hasSizeGreaterThan(25);
        assertThat(tooLong).allSatisfy((route, status) -> assertThat(status).isEqualTo(413));
        assertThat(fits).allSatisfy((route, status) -> assertThat(status).isIn(400, 404, 415, 422));
        assertThat(routes).extracting(Route::toString).containsAll(OTHERS.keySet());
    }

    @Test
    void soDoesAWebhook(LocalSystem system) throws IOException {
        // Given
        Api.Answer made = Organizations.fresh(system)
                .post("/v1/inbound-channels", "{\"name\":\"n\",\"provider\":\"mime\",\"secrets\":[]}");
        String path = URI.create(made.json().get("url").asText()).getPath();

        // Then
        assertThat(RawPost.status(system, "POST", path, "", MAIL + 1, "")).isEqualTo(413);
        assertThat(RawPost.status(system, "POST", path, "", USUAL + 1, " ".repeat(USUAL + 1)))
                .isEqualTo(400);
    }
}
