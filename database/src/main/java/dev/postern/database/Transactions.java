package dev.postern.database;

import dev.postern.database.Sql.Binding;
import dev.postern.database.Sql.RowReader;
import dev.postern.platform.problem.FailureTrace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs work on a connection of its own and always ends its transaction. Each method throws {@link StoreUnavailable} or
 * {@link StatementRefused} when nothing was changed. If the connection is lost during a commit, it is unknown whether
 * anything was changed. Safe for many threads.
 */
@ApplicationScoped
public class Transactions {
    private static final Logger LOGGER = Logger.getLogger(Transactions.class);

    private final DataSource dataSource;
    private final Turns turns;

    /** Without turns, for a process that has no callers. */
    public Transactions(DataSource dataSource) {
        this(dataSource, () -> ConnectionTurns.Turn.NONE);
    }

    @Inject
    Transactions(DataSource dataSource, ConnectionTurns turns) {
        this(dataSource, turns::take);
    }

    private Transactions(DataSource dataSource, Turns turns) {
        this.dataSource = dataSource;
        this.turns = turns;
    }

    private interface Turns {
        ConnectionTurns.Turn take() throws SQLException;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does work in one transaction: all of it or nothing. */
    public <T> T run(Work<T> work) {
        return single(connection -> inTransaction(connection, work));
    }

    /** Does work that is one statement: its transaction is its own, which saves the round trip that would end it. */
    public <T> T single(Work<T> work) {
        try (var _ = turns.take();
                Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw sorted(e);
        }
    }

    /** The rows of a query. */
    public <T> List<T> query(Sql sql, Binding binding, RowReader<T> reader) {
        return single(connection -> sql.query(connection, binding, reader));
    }

    /** The rows of a query that was put together for this call. */
    public <T> List<T> query(SqlBuilder query, RowReader<T> reader) {
        return query(query.sql(), query.binding(), reader);
    }

    /**
     * A page of the rows of a query: at most {@code most} of them, and fewer where they are large.
     *
     * @param query asks for one row more than the page has, at least, so that it is known whether others follow
     */
    public <T> Page<T> page(SqlBuilder query, int most, RowReader<T> reader) {
        return run(connection -> query.sql().page(connection, query.binding(), reader, most));
    }

    /** The first row of a query; empty when there is none. */
    public <T> Optional<T> first(Sql sql, Binding binding, RowReader<T> reader) {
        return single(connection -> sql.first(connection, binding, reader));
    }

    /** Runs a statement for its effect; returns how many rows it changed. */
    public int update(Sql sql, Binding binding) {
        return single(connection -> sql.update(connection, binding));
    }

    /** Does work in one transaction of a connection in auto-commit mode, and leaves the connection in that mode. */
    public static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            // Errors too: a pool that gets a connection back within a transaction may commit it.
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is lost, and its transaction with it.
            failure.addSuppressed(e);
        }
    }

    private static StoreFailure sorted(SQLException failure) {
        StoreFailure sorted = StoreFailure.of(failure);
        if (sorted.needsRepair()) {
            LOGGER.errorf(
                    "The database refuses a statement until somebody mends its schema, rights or storage"
                            + " sqlState=%s problem=%s",
                    sorted.sqlState(), FailureTrace.of(failure));
        }
        return sorted;
    }
}
