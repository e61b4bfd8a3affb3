package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    @Test
    void keepsItsDataAndItsPasswordsOverARestart(@TempDir Path folder) throws Exception {
        // Given
        LocalPostgres.Database before;
        try (LocalPostgres postgres = LocalPostgres.start(folder, 0)) {
            before = postgres.database("codes");
            run(before, "CREATE TABLE kept (value text)");
            run(before, "INSERT INTO kept VALUES ('yes')");
        }

        // When
        try (LocalPostgres postgres = LocalPostgres.start(folder, 0)) {
            LocalPostgres.Database after = postgres.database("codes");

            // Then
            assertThat(after.password()).isEqualTo(before.password());
            assertThat(ask(after, "SELECT value FROM kept")).isEqualTo("yes");
            assertThat(ask(after, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(after, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(after, "SHOW full_page_writes")).isEqualTo("on");
            assertThatThrownBy(() -> DriverManager.getConnection(after.jdbcUrl(), "codes", "wrong"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(after.jdbcUrl(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsEachRoleOutOfTheOthersDatabase(@TempDir Path folder) {
        try (LocalPostgres postgres = LocalPostgres.start(folder, 0)) {
            LocalPostgres.Database codes = postgres.database("codes");
            LocalPostgres.Database credentials = postgres.database("credentials");

            assertThatThrownBy(() ->
                            DriverManager.getConnection(credentials.jdbcUrl(), codes.username(), codes.password()))
                    .isInstanceOf(SQLException.class);
            assertThat(codes.toString()).doesNotContain(codes.password());
        }
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
