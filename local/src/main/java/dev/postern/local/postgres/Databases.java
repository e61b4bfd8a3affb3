package dev.postern.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Makes a service's database and role on a server, whatever the server runs in. */
public final class Databases {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final long STARTING_SECONDS = 60;
    private static final long ASK_EVERY_MS = 50;

    private Databases() {}

    /**
     * The database of this name with the role that owns it; both are made when absent.
     *
     * @param adminUrl where the superuser connects
     * @param url of the database
     */
    public static LocalPostgres.Database make(
            String adminUrl, String admin, String adminPassword, String url, String name, String password) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain lower-case name");
        }
        try (Connection connection = DriverManager.getConnection(adminUrl, admin, adminPassword);
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
            // Each time: an earlier start may have been killed in between.
            statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be made", e);
        }
        return new LocalPostgres.Database(url, name, password);
    }

    /**
     * Returns when the server takes connections.
     *
     * @throws IllegalStateException when it does not within a minute
     */
    public static void awaitConnection(String url, String user, String password) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                connection.isValid(0);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The database takes no connections", e);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }
}
