package dev.postern.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postern.fixtures.CommittedOpenApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The gateway's document is those of the services put together. {@code -Dpostern.openapi.write=true} writes it anew; it is
 * packaged with the next build. The clients' types follow it.
 */
class MergedOpenApiTest {
    private static final List<String> SERVICES =
            List.of("credential-service", "code-ingest-service", "totp-resolver-service");
    /** Routes that each service has and that the gateway answers with all of their answers. */
    private static final Set<String> OF_ALL = Set.of("/v1/limits", "/version");

    private static final Path COMMITTED = Path.of("openapi.yaml");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    @Test
    void isTheServicesDocumentsPutTogether() throws Exception {
        // When
        String merged = YAML.writeValueAsString(merged());
        // Then
        CommittedOpenApi.isExactly(merged);
        if (Boolean.getBoolean("postern.openapi.write")) {
            writeTypesOfClients();
        }
    }

    private static void writeTypesOfClients() throws IOException, InterruptedException {
        Process generator = new ProcessBuilder("python3", "../clients/generate.py")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(generator.waitFor()).isZero();
    }

    @Test
    void hasEveryRouteOfEveryServiceOnce() throws IOException {
        // Given
        JsonNode merged = YAML.readTree(COMMITTED.toFile());
        int routes = 0;
        for (String service : SERVICES) {
            routes += document(service).get("paths").findValues("responses").size();
        }
        routes -= OF_ALL.size() * (SERVICES.size() - 1);
        // Then
        assertThat(merged.get("paths").findValues("responses")).hasSize(routes);
        assertThat(merged.get("paths").findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    private static ObjectNode merged() throws IOException {
        ObjectNode merged = YAML.createObjectNode();
        merged.set("openapi", document(SERVICES.getFirst()).get("openapi"));
        merged.putObject("info")
                .put("title", "Postern")
                .put("description", "Supplies 2FA codes to automated logins. One address for all of its services.")
                .put(
                        "version",
                        document(SERVICES.getFirst()).at("/info/version").textValue())
                .set("license", document(SERVICES.getFirst()).at("/info/license"));
        merged.putArray("servers").addObject().put("url", "/");
        Tasks tasks = new Tasks();
        tasks.list(merged);
        BodyExamples examples = new BodyExamples();
        Map<String, ObjectNode> paths = new TreeMap<>();
        Map<String, JsonNode> schemas = new TreeMap<>();
        Map<String, JsonNode> securitySchemes = new TreeMap<>();
        for (String service : SERVICES) {
            JsonNode document = document(service);
            document.get("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        ObjectNode tagged = operation.getValue().deepCopy();
                        tasks.order(operation.getKey(), path.getKey(), tagged);
                        examples.show(operation.getKey(), path.getKey(), tagged);
                        JsonNode before = paths.computeIfAbsent(path.getKey(), absent -> YAML.createObjectNode())
                                .replace(operation.getKey(), tagged);
                        assertThat(before == null || (OF_ALL.contains(path.getKey()) && before.equals(tagged)))
                                .as(operation.getKey() + " " + path.getKey())
                                .isTrue();
                    }));
            put(document.at("/components/schemas"), schemas);
            put(document.at("/components/securitySchemes"), securitySchemes);
        }
        assertThat(examples.unused()).as("examples of no operation").isEmpty();
        merged.putObject("paths").setAll(paths);
        ObjectNode components = merged.putObject("components");
        components.putObject("schemas").setAll(schemas);
        components.putObject("securitySchemes").setAll(securitySchemes);
        return merged;
    }

    /** Two services may name one thing alike, but not two things. */
    private static void put(JsonNode from, Map<String, JsonNode> to) {
        from.properties().forEach(entry -> {
            JsonNode before = to.put(entry.getKey(), entry.getValue());
            assertThat(before == null || before.equals(entry.getValue()))
                    .as(entry.getKey() + " means one thing")
                    .isTrue();
        });
    }

    private static JsonNode document(String service) throws IOException {
        return YAML.readTree(Path.of("..", service, "openapi.yaml").toFile());
    }
}
