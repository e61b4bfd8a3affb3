package dev.postern.credential;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections as a service's transactions give them: within {@link #inTransaction} a thread gets the transaction's own connection each
 * time, and closing it does nothing.
 */
public final class JoinedConnections implements DataSource {
    private final DataSource pool;

    @SuppressWarnings("ThreadLocalUsage") // Each pool has its own.
    private final ThreadLocal<@Nullable Connection> joined = new ThreadLocal<>();

    public JoinedConnections(DataSource pool) {
        this.pool = pool;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Commits what the work did, or nothing of it when it fails. */
    public void inTransaction(Work work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            joined.set(connection);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                joined.remove();
                connection.setAutoCommit(true);
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = joined.get();
        return connection == null ? pool.getConnection() : unclosed(connection);
    }

    private static Connection unclosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                JoinedConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) ->
                        "close".equals(method.getName()) ? null : method.invoke(connection, arguments));
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("Not used");
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Not used");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
