package dev.postern.system.older;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.local.LocalSystem;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.postgres.LocalPostgres.Database;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An installation that an older version has left: both databases, the topics, the keys, what waited on the disk, and
 * {@code facts.json}, which says what is in it.
 *
 * @param folder of the version
 */
public record KeptInstallation(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SERVICES = List.of("credential-service", "totp-resolver-service");
    private static final List<String> DATABASES = List.of("credentials", "codes");
    private static final String STATEMENTS = "statements.jsonl";

    /** That of a version, such as {@code 0.1.0}. */
    public static KeptInstallation of(String version) {
        return new KeptInstallation(Checkout.folder()
                .resolve("system-tests/src/test/resources/installations")
                .resolve(version));
    }

    /** What the installation holds, by name. */
    JsonNode facts() {
        try {
            return JSON.readTree(folder.resolve("facts.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes what a system has stored whose services have stopped, and whose broker and database still run.
     *
     * @param data its data folder
     */
    void write(LocalSystem system, Path data, JsonNode facts) throws Exception {
        Files.createDirectories(folder);
        KeptTables.write(system.credentials(), folder.resolve("credentials.copy"));
        KeptTables.write(system.codes(), folder.resolve("codes.copy"));
        KeptStatements.write(
                data.resolve("postgres/postgres.log"),
                Map.of("credentials", system.credentials(), "codes", system.codes()),
                folder.resolve(STATEMENTS));
        KeptTopics.write(system.kafka().bootstrapServers(), folder.resolve("topics.jsonl"));
        copy(data.resolve("keys"), folder.resolve("keys"));
        copy(data.resolve("api-key"), folder.resolve("api-key"));
        copy(data.resolve("ingest"), folder.resolve("ingest"));
        Files.writeString(
                folder.resolve("facts.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts) + "\n");
    }

    /** Makes a data folder of it, on which the system starts. The times of what was received are moved to now. */
    public void putInto(Path data) throws Exception {
        PrivateFiles.createFolder(data);
        copy(folder.resolve("keys"), data.resolve("keys"));
        copy(folder.resolve("api-key"), data.resolve("api-key"));
        copy(folder.resolve("ingest"), data.resolve("ingest"));
        try (LocalPostgres postgres = Infrastructure.startPostgres(data.resolve("postgres"), 0)) {
            for (int i = 0; i < DATABASES.size(); i++) {
                Path service = Checkout.folder().resolve(SERVICES.get(i));
                KeptTables.read(
                        folder.resolve(DATABASES.get(i) + ".copy"),
                        postgres.database(DATABASES.get(i)),
                        List.of(
                                service.resolve("src/main/resources/db/migration"),
                                Checkout.folder().resolve("database/src/main/resources/db/outbox")));
            }
            Instant stopped = Instant.parse(facts().get("stopped_at").asText());
            KeptTables.move(postgres.database("codes"), Duration.between(stopped, Instant.now()));
        }
        try (LocalKafka kafka = Infrastructure.startKafka(data.resolve("kafka"), 0)) {
            KeptTopics.read(folder.resolve("topics.jsonl"), kafka.bootstrapServers());
        }
    }

    /** The statements of that version still fit its tables, and what it writes is a whole row. */
    void isServedBeside(LocalSystem system) throws Exception {
        Map<String, Database> databases = Map.of("credentials", system.credentials(), "codes", system.codes());
        for (String name : DATABASES) {
            List<String> statements = KeptStatements.read(folder.resolve(STATEMENTS), name);
            assertThat(statements).hasSizeGreaterThan(20);
            KeptStatements.prepare(databases.get(name), statements);
            assertThat(KeptTables.neededBeyond(folder.resolve(name + ".copy"), databases.get(name)))
                    .as("new columns without which a row of the older version is refused")
                    .isEmpty();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    PrivateFiles.createFolder(target);
                } else {
                    Files.copy(file, target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }
}
