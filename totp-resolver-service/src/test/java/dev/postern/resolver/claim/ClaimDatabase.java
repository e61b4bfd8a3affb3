package dev.postern.resolver.claim;

import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.fixtures.SharedPostgres;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The claim logic on a database of its own, without the service around it: nothing happens there but what a test does. */
final class ClaimDatabase implements AutoCloseable {
    private static final int LIFESPAN_MINUTES = 10;
    private static final OtherSource NO_OTHER_SOURCE = new OtherSource() {
        @Override
        public void created(Connection connection, NewCodeRequest request) {}

        @Override
        public void outcome(Connection connection, CodeRequest.Delivered request, Outcomes.Outcome outcome) {}

        @Override
        public void released(Connection connection, CodeRequest.Delivered request) {}
    };

    final ReceivedCodes codes;
    final CodeRequests requests;
    final Outcomes outcomes;
    final Overdue overdue;

    private final AgroalDataSource dataSource;

    private ClaimDatabase(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        Transactions transactions = new Transactions(dataSource);
        Announcements nobody = new ToNobody();
        codes = new ReceivedCodes(transactions, nobody, LIFESPAN_MINUTES);
        requests = new CodeRequests(transactions, nobody, NO_OTHER_SOURCE);
        outcomes = new Outcomes(transactions, nobody, NO_OTHER_SOURCE);
        overdue = new Overdue(transactions, nobody);
    }

    static ClaimDatabase start() throws SQLException {
        AgroalDataSource pool = pool(SharedPostgres.freshDatabase());
        Flyway.configure(ClaimDatabase.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration", "classpath:db/outbox")
                .load()
                .migrate();
        return new ClaimDatabase(pool);
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static AgroalDataSource pool(LocalPostgres.Database database) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.username()))
                                .credential(new SimplePassword(database.password()))
                                .jdbcProperty("prepareThreshold", "2")
                                // What is asked here does not depend on the disk.
                                .jdbcProperty("options", "-c synchronous_commit=off"))));
    }

    /** Who is told of a claim is no part of the rules, and there is no broker to tell. */
    private static final class ToNobody extends Announcements {
        ToNobody() {
            super(null, new Replica(), Clock.systemUTC());
        }

        @Override
        void tell(Connection connection, List<CodeRequest> requests, Change change) {}

        @Override
        void withheld(Connection connection, List<CodeRequest> requests) {}
    }
}
