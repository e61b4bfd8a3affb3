package dev.postern.resolver.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import javax.sql.DataSource;

/** One transaction, one connection; ended here whatever happens. */
@ApplicationScoped
class Transactions {
    private final DataSource dataSource;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done within a transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The same for a single statement: its transaction is its own, which saves the round trip that ends it. */
    <T> T single(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(SQLException e) {
        return isPassing(e) ? new StoreUnavailable(e) : new StatementRefused(e);
    }

    /** By SQLSTATE class (PostgreSQL, appendix A): connection, rollback, resources, operator intervention. */
    private static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        // The pool's own failures, such as a connection that was not to be had in time, carry none.
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57");
    }

    /** Until the transaction ends, nothing else happens to this organisation's identifier. */
    static void lock(Connection connection, String matchKey) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(ClaimSql.LOCK)) {
            lock.setLong(1, lockKey(matchKey));
            lock.execute();
        }
    }

    /** The first 64 bits of the match key. Two keys that share them only wait for each other. */
    static long lockKey(String matchKey) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(matchKey)).getLong();
    }
}
