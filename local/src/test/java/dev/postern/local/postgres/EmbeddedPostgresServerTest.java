package dev.postern.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {

    @Test
    void isDurableAndKeepsItsDataAndItsPasswordsOverARestart(@TempDir Path folder) throws Exception {
        // Given
        LocalPostgres.Database before;
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            before = postgres.database("codes");
            run(before, "CREATE TABLE kept (value text)");
            run(before, "INSERT INTO kept VALUES ('yes')");
        }

        // When
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            LocalPostgres.Database after = postgres.database("codes");

            // Then
            assertThat(after.password()).isEqualTo(before.password());
            assertThat(ask(after, "SELECT value FROM kept")).isEqualTo("yes");
            assertThat(ask(after, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(after, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(after, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(after, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void isAwayAndBackAtTheSameAddressWithItsData(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            // Given
            LocalPostgres.Database codes = postgres.database("codes");
            run(codes, "CREATE TABLE kept (value text)");
            run(codes, "INSERT INTO kept VALUES ('yes')");

            // When
            postgres.stop();
            postgres.stop();

            // Then
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> ask(codes, "SELECT 1"));

            // When
            postgres.restart();

            // Then
            assertThat(ask(codes, "SELECT value FROM kept")).isEqualTo("yes");
        }
    }

    @Test
    void isBackWithItsDataAfterItDied(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            // Given
            LocalPostgres.Database codes = postgres.database("codes");
            run(codes, "CREATE TABLE kept (value text)");
            run(codes, "INSERT INTO kept VALUES ('yes')");
            boolean before = postgres.isRunning();

            // When
            ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                            .getFirst()
                            .strip()))
                    .orElseThrow()
                    .destroyForcibly();
            Awaitility.await().until(() -> !postgres.isRunning());
            // Its processes end a moment later.
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                postgres.restart();
                assertThat(ask(codes, "SELECT value FROM kept")).isEqualTo("yes");
            });

            // Then
            assertThat(before).isTrue();
            assertThat(postgres.isRunning()).isTrue();
        }
    }

    @Test
    void letsNobodyInWithoutTheRightPassword(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            LocalPostgres.Database codes = postgres.database("codes");
            LocalPostgres.Database credentials = postgres.database("credentials");

            assertRefused(codes.jdbcUrl(), "codes", "wrong");
            assertRefused(codes.jdbcUrl(), "postgres", "");
            assertRefused(codes.jdbcUrl(), "postgres", "postgres");
            assertRefused(credentials.jdbcUrl(), codes.username(), codes.password());
            assertThat(codes.toString()).doesNotContain(codes.password());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("codes.password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void keepsRowsOutOfItsLogWhenTheyAreRefused(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            // Given
            LocalPostgres.Database codes = postgres.database("codes");
            run(codes, "CREATE TABLE address (value text CONSTRAINT once UNIQUE)");
            run(codes, "INSERT INTO address VALUES ('canary@example.com')");

            // When
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> run(codes, "INSERT INTO address VALUES ('canary@example.com')"));

            // Then
            assertThat(Files.readString(folder.resolve("postgres.log")))
                    .contains("violates unique constraint")
                    .doesNotContain("canary");
        }
    }

    @Test
    void stopsAServerThatAnEarlierStartLeftRunningOnItsFolder(@TempDir Path folder) throws Exception {
        // Given
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresAlone.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String url = killed.inputReader().readLine();
        String password = Files.readString(folder.resolve("codes.password"));
        try (Connection stillOpen = DriverManager.getConnection(url, "codes", password);
                Statement statement = stillOpen.createStatement()) {
            statement.execute("CREATE TABLE kept (value text)");
            statement.execute("INSERT INTO kept VALUES ('yes')");
            killed.destroyForcibly().waitFor();

            // When
            try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {

                // Then
                assertThat(ask(postgres.database("codes"), "SELECT value FROM kept"))
                        .isEqualTo("yes");
                assertRefused(url, "codes", password);
            }
        }
    }

    @Test
    void leavesAProcessAloneThatHasTheNumberOfAServerLongGone(@TempDir Path folder) throws Exception {
        // Given
        EmbeddedPostgresServer.start(folder, 0).close();
        long innocent = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("data/postmaster.pid"), innocent + "\n" + folder.resolve("data") + "\n");

        // When
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {

            // Then
            assertThat(ask(postgres.database("codes"), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void makesAFolderAnewWhoseMakingWasCutShort(@TempDir Path folder) throws Exception {
        // Given
        Files.createDirectories(folder.resolve("data/base"));
        Files.writeString(folder.resolve("data/postgresql.conf"), "half of it");
        Files.writeString(folder.resolve("being-made"), "");

        // When
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {

            // Then
            assertThat(ask(postgres.database("codes"), "SELECT 1")).isEqualTo("1");
            assertThat(folder.resolve("being-made")).doesNotExist();
        }
    }

    private static void assertRefused(String url, String user, String password) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> DriverManager.getConnection(url, user, password).close());
    }

    private static void run(LocalPostgres.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(LocalPostgres.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
