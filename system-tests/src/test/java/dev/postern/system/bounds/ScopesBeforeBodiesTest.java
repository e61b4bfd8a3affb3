package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.Routes;
import dev.postern.system.Routes.Route;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a route asks of a key it asks before the body: a key that is refused with a body is refused without one. */
@ExtendWith(RunningSystem.class)
class ScopesBeforeBodiesTest {
    private static final List<String> SCOPES = List.of(
            "codes:push",
            "codes:read",
            "codes:request",
            "codes:redeem",
            "credentials:read",
            "credentials:write",
            "credentials:reveal",
            "admin");
    private static final int LONGER_THAN_ANY = 30 * 1024 * 1024;

    @Test
    void aKeyThatLacksAScopeIsRefusedByTheHead(LocalSystem system) throws IOException {
        // Given
        Api operator = Organizations.operator(system);
        String organization = operator.post("/v1/organizations", "{\"name\":\"test\"}")
                .json()
                .get("organization_id")
                .asText();
        List<Route> routes = Routes.all().stream()
                .filter(route -> route.keyed() && route.takesBody())
                .toList();

        for (String lacking : SCOPES) {
            // When
            List<String> others =
                    SCOPES.stream().filter(scope -> !scope.equals(lacking)).toList();
            Api caller =
                    operator.as(key(operator, organization, others).get("key").asText());
            List<String> withBody = new ArrayList<>();
            List<String> byHead = new ArrayList<>();
            for (Route route : routes) {
                if (RawPost.status(system, route, caller, 2, "{}") == 403) {
                    withBody.add(route.toString());
                }
                if (RawPost.status(system, route, caller, LONGER_THAN_ANY, "") == 403) {
                    byHead.add(route.toString());
                }
            }

            // Then
            assertThat(new TreeSet<>(byHead)).as("without " + lacking).isEqualTo(new TreeSet<>(withBody));
        }
    }

    private static JsonNode key(Api operator, String organization, List<String> scopes) {
        String names = scopes.stream().map(scope -> "\"" + scope + "\"").collect(Collectors.joining(","));
        Api.Answer made = operator.post(
                "/v1/organizations/" + organization + "/api-keys", "{\"name\":\"k\",\"scopes\":[" + names + "]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }
}
