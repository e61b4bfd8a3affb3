package dev.postern.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What bounds the containers of the Compose file, keeps others from them and brings them back. */
class ContainersTest {
    private static final ComposeFile FILE = ComposeFile.read();

    static Stream<String> always() {
        return FILE.root()
                .get("services")
                .propertyStream()
                .filter(service -> !service.getValue().has("profiles"))
                .map(Map.Entry::getKey);
    }

    static Stream<String> ours() {
        return ComposeFile.OURS.stream();
    }

    @ParameterizedTest
    @MethodSource("always")
    void eachIsBoundedAndStartedAgain(String service) {
        // When
        JsonNode settings = FILE.service(service);
        // Then
        assertThat(settings.path("mem_limit").asText()).matches("[0-9]+[mg]");
        assertThat(settings.path("restart").asText()).isEqualTo("unless-stopped");
        assertThat(settings.path("stop_grace_period").asText()).matches("[36]0s");
        assertThat(settings.at("/logging/options/max-size").asText()).isEqualTo("10m");
        assertThat(settings.at("/logging/options/max-file").asText()).isEqualTo("3");
        assertThat(settings.path("cap_drop").path(0).asText()).isEqualTo("ALL");
        assertThat(settings.path("security_opt").path(0).asText()).isEqualTo("no-new-privileges:true");
        assertThat(settings.has("healthcheck")).isTrue();
    }

    @Test
    void onlyTheGatewayIsPublishedAndOnlyOnThisMachine() {
        assertThat(always().filter(service -> FILE.service(service).has("ports")))
                .containsExactly("gateway");
        FILE.root()
                .findValues("ports")
                .forEach(
                        ports -> ports.forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
        assertThat(FILE.environment("kafka").values()).noneMatch(value -> value.contains("EXTERNAL"));
    }

    @Test
    void aDeveloperPublishesTheStoresByAFileOfTheirOwn() {
        // Given
        ComposeFile developers = ComposeFile.forDevelopers();
        // Then
        assertThat(developers.root().get("services").propertyStream().map(Map.Entry::getKey))
                .containsExactly("kafka", "postgres");
        developers
                .root()
                .findValues("ports")
                .forEach(
                        ports -> ports.forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
        assertThat(developers.environment("kafka").keySet())
                .isSubsetOf(FILE.environment("kafka").keySet());
        assertThat(developers.environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"))
                .contains(FILE.environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"));
    }

    @Test
    void theStoresAreAskedWithoutAJvmAndForWhatTheyMustHave() {
        assertThat(test("kafka")).contains("/dev/tcp/127.0.0.1/19092").doesNotContain(".sh");
        assertThat(FILE.environment("kafka").get("KAFKA_LISTENERS")).contains("INTERNAL://:19092");
        assertThat(test("postgres")).contains("pg_isready", "'credentials', 'codes'", "= 2");
        assertThat(FILE.root().at("/configs/two-databases/content").asText())
                .contains("CREATE DATABASE credentials", "CREATE DATABASE codes");
    }

    /** Whatever {@code JAVA_OPTS} says. */
    @Test
    void aJvmWithoutMemoryEnds() throws IOException {
        assertThat(read("docker/run")).contains("exec java -XX:+ExitOnOutOfMemoryError ${JAVA_OPTS:-");
    }

    @Test
    void theVersionOfComposeThatIsNeededIsSaidWhereItIsChecked() throws IOException {
        for (String file : List.of("docker-compose.yml", "docs/operations.md", "postern")) {
            assertThat(read(file)).as(file).contains("2.23.1");
        }
    }

    @Test
    void aChangedDocumentBuildsNothingAgain() throws IOException {
        assertThat(read(".dockerignore").lines())
                .contains("docs", "**/*.md", "docker-compose*.yml", ".git", "data", "secrets", "**/target");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void eachServiceLogsInOneForm(String service) throws IOException {
        // Given
        String shared = "platform/src/main/resources/META-INF/microprofile-config.properties";
        String own = service + "/src/main/resources/application.properties";
        // When
        String format = properties(shared).getProperty("quarkus.log.console.format");
        // Then
        assertThat(properties(own).getProperty("quarkus.log.console.format", service.equals("gateway") ? null : format))
                .isEqualTo(format);
    }

    /** More specific than what the extension sets by itself. */
    @Test
    void theKafkaClientIsQuietAndGivesUpOnASilentBrokerSoon() throws IOException {
        // When
        Properties shared = properties("platform/src/main/resources/META-INF/microprofile-config.properties");
        // Then
        for (String part : List.of("clients", "common.config", "common.metrics", "common.telemetry", "common.utils")) {
            assertThat(shared.getProperty("quarkus.log.category.\"org.apache.kafka." + part + "\".level"))
                    .as(part)
                    .isEqualTo("ERROR");
        }
        assertThat(shared)
                .containsEntry("kafka.socket.connection.setup.timeout.ms", "1500")
                .containsEntry("kafka.socket.connection.setup.timeout.max.ms", "3000");
    }

    private static String test(String service) {
        StringBuilder command = new StringBuilder();
        FILE.service(service)
                .at("/healthcheck/test")
                .forEach(word -> command.append(word.asText()).append(' '));
        return command.toString();
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Checkout.folder().resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }

    private static String read(String file) throws IOException {
        return Files.readString(Checkout.folder().resolve(Path.of(file)));
    }
}
