package dev.postern.database.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Pool;
import dev.postern.platform.startup.Findings;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesOfNewerVersionTest {

    @TempDir
    Path migrations;

    @Test
    void anOlderVersionRefusesToStartOnTablesOfANewerOneAndChangesNothing() throws Exception {
        // Given
        migration("V001__first.sql", "CREATE TABLE kept (n int)");
        migration("R__again.sql", "ALTER TABLE kept ADD COLUMN IF NOT EXISTS again int");
        try (AgroalDataSource database = Pool.fresh()) {
            Flyway older = version(database);
            older.migrate();
            Findings before = found(older);
            migration("V002__second.sql", "ALTER TABLE kept ADD COLUMN second int NOT NULL");
            migration("V0021__third.sql", "DROP TABLE kept");
            version(database).migrate();
            Files.delete(migrations.resolve("V002__second.sql"));
            Files.delete(migrations.resolve("V0021__third.sql"));

            // When
            Flyway again = version(database);
            int changed = again.migrate().migrationsExecuted;
            Findings after = found(again);

            // Then
            assertThat(before.errors()).isEmpty();
            assertThat(changed).isZero();
            assertThat(after.errors())
                    .containsExactly(
                            "quarkus.datasource.jdbc.url: a newer version of this service has changed the database's"
                                    + " tables (migration 002, 0021). Start that version, or restore the back-up from"
                                    + " before the upgrade");
        }
    }

    private static Findings found(Flyway flyway) {
        Findings findings = new Findings();
        new TablesOfNewerVersion(flyway).check(findings);
        return findings;
    }

    private Flyway version(AgroalDataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("filesystem:" + migrations)
                .load();
    }

    private void migration(String name, String sql) throws Exception {
        Files.writeString(migrations.resolve(name), sql);
    }
}
