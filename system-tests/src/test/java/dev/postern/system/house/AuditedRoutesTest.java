package dev.postern.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postern.system.Checkout;
import dev.postern.system.house.RouteSources.RouteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every route that changes something, or shows a code or a message, is in the audit, or says why it is not. */
class AuditedRoutesTest {
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    // What only shows when something was received, and to whom, is called otherwise.
    private static final Set<String> SHOWN = Set.of("code", "content", "link", "password", "secret", "totp");
    // Each says its reason where it is, in @Unaudited. Another one is a decision: docs/adr/0044.
    private static final Set<String> EXCEPTIONS = Set.of(
            "GET /v1/code-requests",
            "POST /v1/code-requests",
            "GET /v1/code-requests/{}",
            "GET /v1/code-requests/{}/events",
            "GET /v1/codes/events",
            "GET /v1/retention",
            "POST /v1/totp-url/{}",
            "POST /v1/credentials/totp",
            "POST /api/v1/totp",
            "POST /webhooks/{}/{}",
            "POST /webhooks/{}/{}/mime");

    private final JsonNode api = api();
    private final Map<String, RouteSource> routes = RouteSources.all().stream()
            .collect(Collectors.toMap(route -> route.verb() + " " + route.path(), route -> route, (one, _) -> one));

    @Test
    void everyOperationHasASource() {
        assertThat(routes.keySet()).containsAll(operations().keySet());
    }

    @Test
    void theExceptionsAreTheKnownOnes() {
        assertThat(routes.values().stream()
                        .filter(RouteSource::unaudited)
                        .map(route -> route.verb() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(EXCEPTIONS);
    }

    @Test
    void whatShowsACodeOrAMessageSaysWhetherItIsAudited() {
        // When
        List<String> silent = new ArrayList<>();
        operations().forEach((name, operation) -> {
            RouteSource route = routes.get(name);
            boolean says = route != null && (route.audited() || route.unaudited());
            if (!says && !CHANGING.contains(name.substring(0, name.indexOf(' '))) && shows(operation)) {
                silent.add(name);
            }
        });
        // Then
        assertThat(silent).isEmpty();
    }

    private Map<String, JsonNode> operations() {
        return api.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(verb -> verb.getKey().matches("get|post|put|patch|delete"))
                        .map(verb -> Map.entry(
                                verb.getKey().toUpperCase(Locale.ROOT) + " " + RouteSources.normal(path.getKey()),
                                verb.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    private boolean shows(JsonNode operation) {
        return shows(operation.path("responses").path("200"), new HashSet<>());
    }

    private boolean shows(JsonNode part, Set<String> seen) {
        JsonNode properties = part.path("properties");
        boolean here = properties.propertyStream().map(Map.Entry::getKey).anyMatch(SHOWN::contains);
        String ref = part.path("$ref").asText("");
        boolean there = !ref.isEmpty() && seen.add(ref) && shows(api.at(ref.substring(1)), seen);
        return here || there || part.valueStream().anyMatch(inner -> shows(inner, seen));
    }

    private static JsonNode api() {
        try {
            return new YAMLMapper()
                    .readTree(Checkout.folder().resolve("gateway/openapi.yaml").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
