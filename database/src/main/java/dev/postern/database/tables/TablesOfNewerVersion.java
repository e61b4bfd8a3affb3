package dev.postern.database.tables;

import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * A service does not start on tables that a newer version has changed. Nobody tried an older version on them: it would leave
 * out what the newer one relies on, and that would be seen weeks later. Runs after Flyway, which changes nothing here: its
 * newest migration is one that this version does not know.
 */
@ApplicationScoped
class TablesOfNewerVersion implements StartupCheck {
    /** The setting that names the database. */
    static final String SETTING = "quarkus.datasource.jdbc.url";

    private final Flyway flyway;

    TablesOfNewerVersion(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public void check(Findings findings) {
        List<String> newer = Arrays.stream(flyway.info().applied())
                .filter(TablesOfNewerVersion::isUnknownHere)
                .map(migration -> String.valueOf(migration.getVersion()))
                .toList();
        if (!newer.isEmpty()) {
            findings.abort(
                    SETTING,
                    "a newer version of this service has changed the database's tables (migration "
                            + String.join(", ", newer)
                            + "). Start that version, or restore the back-up from before the upgrade");
        }
    }

    private static boolean isUnknownHere(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }
}
