package dev.postern.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real PostgreSQL server, with passwords, reached at 127.0.0.1. */
public interface LocalPostgres extends AutoCloseable {

    /** The port it listens on. */
    int port();

    /** A database with a role of the same name that owns it; both are made when absent. */
    Database database(String name);

    /** Whether the server's process is there. */
    boolean isRunning();

    /** Ends a server that runs and does not answer, with all of its processes; {@link #restart} brings it back with its data. */
    void kill();

    /** The server is out of reach until {@link #restart}, its clients are sent away; its data stays. */
    void stop();

    /**
     * The server is back after {@link #stop}, or after it died, at the same address and with the same data.
     *
     * @throws IllegalStateException when it does not start; after a death what is left of it may hold the data for a moment
     */
    void restart();

    @Override
    void close();

    /**
     * How a service reaches its database.
     *
     * @param jdbcUrl without credentials
     * @param username the database's own role
     * @param password of the role
     */
    record Database(String jdbcUrl, String username, String password) {

        /** A connection for looking at what a service stored. */
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, username, password);
        }

        @Override
        public String toString() {
            return "Database[jdbcUrl=" + jdbcUrl + ", username=" + username + ", password=***]";
        }
    }
}
