package dev.postern.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.MakeSecrets;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.process.Ports;
import dev.postern.local.verb.Verb;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The services start with the variables and the secrets of docker-compose.yml, in production's strictness, and serve the
 * organisation that the operator's key makes. Only addresses are others: here everything is one machine.
 */
class ComposeStartTest {
    private final ComposeFile file = ComposeFile.read();
    private final Path folder = RunningSystem.temporaryFolder();
    private final Map<String, Integer> ports = ports();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            process.waitFor();
        }
    }

    @Test
    void aCodeReachesALoginOfTheFirstOrganization() throws Exception {
        // Given
        Path secrets = folder.resolve("secrets");
        assertThat(Verb.run(new MakeSecrets(), secrets.toString())).isZero();
        try (LocalKafka kafka = Infrastructure.startKafka(folder.resolve("kafka"), 0);
                LocalPostgres postgres = Infrastructure.startPostgres(folder.resolve("postgres"), 0)) {
            for (String service : ComposeFile.OURS) {
                start(service, secrets, kafka, postgres);
            }
            Api operator = new Api(
                    address("gateway:80"),
                    Files.readString(secrets.resolve("operator-key")).strip());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> ComposeFile.OURS.stream().allMatch(this::isHealthy));
            // When
            Api.Answer made = operator.post("/v1/organizations", "{\"name\":\"first\"}");
            Api api = operator.as(made.json().at("/api_key/key").asText());
            api.post(
                    "/v1/credentials/totp",
                    "{\"totp_identifier\":\"a@b.example\",\"content\":\"Your verification code is 738291\"}");
            Api.Answer asked =
                    api.post("/v1/code-requests", "{\"totp_identifier\":\"a@b.example\"}", "Prefer", "wait=30");
            // Then
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            assertThat(asked.json().get("code").asText()).isEqualTo("738291");
        }
    }

    private void start(String service, Path secrets, LocalKafka kafka, LocalPostgres postgres) throws IOException {
        Map<String, String> environment = new HashMap<>();
        file.environment(service)
                .forEach((name, value) -> environment.put(name, onOneMachine(value, secrets, kafka, postgres)));
        // What /app/run does.
        String passwordFile = environment.remove("QUARKUS_DATASOURCE_PASSWORD_FILE");
        if (passwordFile != null) {
            LocalPostgres.Database database =
                    postgres.database(file.environment(service).get("QUARKUS_DATASOURCE_USERNAME"));
            environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        }
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.get(service + ":80")));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.get(service + ":90")));
        environment.put("POSTERN_INTERNAL_PORT", Integer.toString(ports.get("credential-service:8091")));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        Checkout.folder()
                                .resolve(service)
                                .resolve("target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(service + ".log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTERN_"));
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    private String onOneMachine(String value, Path secrets, LocalKafka kafka, LocalPostgres postgres) {
        if (value.startsWith("/run/secrets/")) {
            return secrets.resolve(value.substring("/run/secrets/".length())).toString();
        }
        if (value.equals("kafka:19092")) {
            return kafka.bootstrapServers();
        }
        if (value.startsWith("jdbc:postgresql://postgres:5432/")) {
            return postgres.database(value.substring(value.lastIndexOf('/') + 1))
                    .jdbcUrl();
        }
        for (String service : ComposeFile.OURS) {
            if (value.startsWith("http://" + service + ":")) {
                return address(value.substring("http://".length())).toString();
            }
        }
        return value;
    }

    /** By host and port in the file; {@code :80} and {@code :90} stand for a service's own two. */
    private static Map<String, Integer> ports() {
        Ports free = Ports.free();
        return Map.ofEntries(
                Map.entry("gateway:80", free.gateway()),
                Map.entry("gateway:90", free.gatewayManagement()),
                Map.entry("credential-service:80", free.credential()),
                Map.entry("credential-service:8081", free.credential()),
                Map.entry("credential-service:8091", free.credentialInternal()),
                Map.entry("credential-service:90", free.credentialManagement()),
                Map.entry("code-ingest-service:80", free.ingest()),
                Map.entry("code-ingest-service:8082", free.ingest()),
                Map.entry("code-ingest-service:90", free.ingestManagement()),
                Map.entry("totp-resolver-service:80", free.resolver()),
                Map.entry("totp-resolver-service:8083", free.resolver()),
                Map.entry("totp-resolver-service:90", free.resolverManagement()));
    }

    private boolean isHealthy(String service) {
        return new Api(address(service + ":90"), null).get("/q/health/ready").status() == 200;
    }

    private URI address(String hostAndPort) {
        return URI.create("http://127.0.0.1:" + ports.get(hostAndPort));
    }
}
