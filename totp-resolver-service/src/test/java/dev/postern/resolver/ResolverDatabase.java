package dev.postern.resolver;

import dev.postern.database.Transactions;
import dev.postern.fixtures.SharedPostgres;
import dev.postern.local.postgres.LocalPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The resolver's database with its tables, without the service: nothing happens there but what a test does. */
public final class ResolverDatabase implements AutoCloseable {
    private final AgroalDataSource dataSource;

    private ResolverDatabase(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One for all tests of a JVM that keep to organisations of their own. */
    public static ResolverDatabase shared() {
        return Shared.DATABASE;
    }

    /** One that no other test has. */
    public static ResolverDatabase start() {
        try {
            AgroalDataSource pool = pool(SharedPostgres.freshDatabase());
            Flyway.configure(ResolverDatabase.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:db/migration", "classpath:db/outbox")
                    .load()
                    .migrate();
            return new ResolverDatabase(pool);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public Transactions transactions() {
        return new Transactions(dataSource);
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static AgroalDataSource pool(LocalPostgres.Database database) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(20)
                        // As in the service: a connection that broke is not used again.
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.username()))
                                .credential(new SimplePassword(database.password()))
                                .jdbcProperty("prepareThreshold", "2")
                                // What is asked here does not depend on the disk.
                                .jdbcProperty("options", "-c synchronous_commit=off"))));
    }

    private static final class Shared {
        static final ResolverDatabase DATABASE = start();
    }
}
