package dev.postern.database;

import dev.postern.fixtures.SharedPostgres;
import dev.postern.local.postgres.LocalPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A pool, as the services have one, on a fresh database. */
public final class Pool {
    private Pool() {}

    /** With a table {@code numbers (n int PRIMARY KEY)}. */
    public static AgroalDataSource withNumbers() throws SQLException {
        AgroalDataSource pool = fresh();
        execute(pool, "CREATE TABLE numbers (n int CONSTRAINT pk_numbers PRIMARY KEY)");
        return pool;
    }

    public static AgroalDataSource fresh() throws SQLException {
        LocalPostgres.Database database = SharedPostgres.freshDatabase();
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(6)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.username()))
                                .credential(new SimplePassword(database.password())))));
    }

    public static void execute(AgroalDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends every other session of the database whose last statement was like this. */
    static void endSessions(AgroalDataSource pool, String lastStatement) throws SQLException {
        execute(
                pool,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND query LIKE '" + lastStatement + "'");
    }
}
