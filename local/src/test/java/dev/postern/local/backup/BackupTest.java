package dev.postern.local.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.files.FolderLock;
import dev.postern.local.postgres.EmbeddedPostgresServer;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aRestoredFolderIsTheOneThatWasKept() throws Exception {
        // Given
        Path data = someData();

        // When
        int kept = run(new Backup(), data, folder.resolve("copy"));
        int restored = run(new Restore(), folder.resolve("again"), folder.resolve("copy"));

        // Then
        assertThat(kept).as(said()).isZero();
        assertThat(restored).as(said()).isZero();
        assertThat(folder.resolve("again/keys/master")).hasContent("secret");
        assertThat(Files.getPosixFilePermissions(folder.resolve("again/keys/master")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("copy")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(folder.resolve("again/postgres/empty")).isEmptyDirectory();
        assertThat(folder.resolve("again/run")).doesNotExist();
        assertThat(Instant.parse(RestoredAt.of(folder.resolve("again")).orElseThrow()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        assertThat(RestoredAt.of(data)).isEmpty();
    }

    @Test
    void aDatabaseThatWasRestoredHasItsRows() throws Exception {
        // Given
        Path data = folder.resolve("data");
        try (LocalPostgres postgres = EmbeddedPostgresServer.start(data.resolve("postgres"), 0)) {
            execute(postgres, "CREATE TABLE kept (word text)");
            execute(postgres, "INSERT INTO kept VALUES ('kept')");
        }

        // When
        assertThat(run(new Backup(), data, folder.resolve("copy"))).as(said()).isZero();
        assertThat(run(new Restore(), folder.resolve("again"), folder.resolve("copy")))
                .as(said())
                .isZero();

        // Then
        try (LocalPostgres postgres = EmbeddedPostgresServer.start(folder.resolve("again/postgres"), 0)) {
            try (Connection connection = postgres.database("codes").connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT word FROM kept")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("kept");
            }
        }
    }

    @Test
    void aFolderInUseIsNotKept() throws Exception {
        // Given
        Path data = someData();
        try (FolderLock running = FolderLock.take(data.resolve("run/up.lock")).orElseThrow()) {
            // When
            int refused = run(new Backup(), data, folder.resolve("copy"));

            // Then
            assertThat(running).isNotNull();
            assertThat(refused).isEqualTo(1);
            assertThat(said()).contains("./postern down");
        }

        // When
        Files.writeString(data.resolve("postgres/postmaster.pid"), "1");

        // Then
        assertThat(run(new Backup(), data, folder.resolve("copy"))).isEqualTo(1);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void aDamagedOrUnfinishedCopyRestoresNothing() throws Exception {
        // Given
        Path copy = folder.resolve("copy");
        run(new Backup(), someData(), copy);

        // When
        Files.writeString(copy.resolve("data/keys/master"), "other");
        int damaged = run(new Restore(), folder.resolve("again"), copy);
        Files.delete(copy.resolve("data/keys/master"));
        int incomplete = run(new Restore(), folder.resolve("again"), copy);
        Files.delete(copy.resolve("files.sha256"));
        int unfinished = run(new Restore(), folder.resolve("again"), copy);

        // Then
        assertThat(new int[] {damaged, incomplete, unfinished}).containsOnly(1);
        assertThat(said()).contains("keys/master is missing or was changed").contains("no whole back-up");
        assertThat(folder.resolve("again")).doesNotExist();
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        // Given
        Path data = someData();
        Path copy = folder.resolve("copy");
        run(new Backup(), data, copy);

        // Then
        assertThat(run(new Backup(), data, copy)).isEqualTo(1);
        assertThat(run(new Restore(), data, copy)).isEqualTo(1);
        assertThat(run(new Backup(), data, data.resolve("inside"))).isEqualTo(1);
        assertThat(run(new Backup(), folder.resolve("none"), folder.resolve("c")))
                .isEqualTo(1);
    }

    private Path someData() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("postgres/empty"));
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/url"), "http://127.0.0.1:1");
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/master"), "secret");
        Files.setPosixFilePermissions(data.resolve("keys/master"), PosixFilePermissions.fromString("rw-------"));
        return data;
    }

    private int run(Object verb, Path data, Path copy) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Verb.run(verb, stream, stream, data.toString(), copy.toString());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.database("codes").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
