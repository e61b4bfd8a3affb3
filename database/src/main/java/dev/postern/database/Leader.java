package dev.postern.database;

import dev.postern.database.Sql.Binding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * One leader among all replicas of a service: the session that holds an advisory lock of the database. PostgreSQL gives
 * the lock to one session at a time and takes it back when the session ends. So only one replica works on the leader's
 * connection, and a replica that lost its connection can no longer do so.
 */
public final class Leader {
    private static final Sql TAKE = Sql.of("SELECT pg_try_advisory_lock(:lock)");
    private static final Sql GIVE_UP = Sql.of("SELECT pg_advisory_unlock(:lock)");

    private final DataSource dataSource;
    private final long lock;

    /**
     * A candidate; {@link #lead} asks for the lead.
     *
     * @param task what is led, in one to eight ASCII letters: candidates for one task have one leader
     */
    public Leader(DataSource dataSource, String task) {
        this.dataSource = dataSource;
        this.lock = number(task);
    }

    /** What a leader does. */
    @FunctionalInterface
    public interface Work {
        /** Works on the leader's connection, which is in auto-commit mode, for as long as it wants to lead. */
        void on(Connection connection) throws Exception;
    }

    /**
     * Does work as the leader, and gives the lead up when the work ends.
     *
     * @return false when another session leads; then nothing was done
     */
    public boolean lead(Work work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            if (!ask(connection, TAKE)) {
                return false;
            }
            try {
                work.on(connection);
            } finally {
                giveUp(connection);
            }
            return true;
        }
    }

    /** The connection goes back to its pool: the lock must not go with it. */
    private void giveUp(Connection connection) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            ask(connection, GIVE_UP);
        } catch (SQLException e) {
            // Ends the session, and its lock with it.
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private boolean ask(Connection connection, Sql sql) throws SQLException {
        Binding binding = parameters -> parameters.set("lock", lock);
        return sql.first(connection, binding, row -> row.getBoolean(1)).orElseThrow();
    }

    private static long number(String task) {
        byte[] ascii = task.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length == 0 || ascii.length > Long.BYTES) {
            throw new IllegalArgumentException("A task has one to eight letters");
        }
        return ByteBuffer.allocate(Long.BYTES)
                .put(Long.BYTES - ascii.length, ascii)
                .getLong();
    }
}
