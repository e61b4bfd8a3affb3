package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.postgres.EmbeddedPostgresServer;
import dev.postern.local.postgres.LocalPostgres.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPartTest {
    private long now;

    @TempDir
    private Path folder;

    @Test
    void aServerThatStandsStillIsEndedAndStartedAgainWithItsData() throws Exception {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder, 0)) {
            // Given
            Database codes = postgres.database("codes");
            try (Connection connection = codes.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (value text)");
            }
            PostgresPart part = new PostgresPart(postgres, codes, postgres::restart, () -> now);
            pass(Duration.ofSeconds(30));
            assertThat(part.trouble()).isEmpty();

            // When
            suspend(folder.resolve("data/postmaster.pid"));
            pass(Duration.ofSeconds(59));
            assertThat(part.trouble()).isEmpty();
            pass(Duration.ofSeconds(6));

            // Then
            assertThat(part.trouble()).contains("did not answer for 60 seconds, and was ended");
            assertThat(part.serves()).isFalse();
            part.startAgain();
            assertThat(part.serves()).isTrue();
            assertThat(part.trouble()).isEmpty();
            try (Connection connection = codes.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery("SELECT * FROM kept").next()).isFalse();
            }
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static void suspend(Path pidFile) throws Exception {
        String pid = Files.readAllLines(pidFile).getFirst().strip();
        assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    }
}
