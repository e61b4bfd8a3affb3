package dev.postern.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A real PostgreSQL server as a child process, durable, with passwords, bound to 127.0.0.1. Its folder holds everything;
 * a server started on it again has the same data.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final String PASSWORDS_ONLY = """
            # Written by Postern: everybody shows a password.
            local all all scram-sha-256
            host  all all 127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final Path folder;

    private LocalPostgres(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * How a service reaches its database.
     *
     * @param jdbcUrl without credentials
     * @param username the database's own role
     * @param password of the role
     */
    public record Database(String jdbcUrl, String username, String password) {

        /** A connection for looking at what a service stored. */
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, username, password);
        }

        @Override
        public String toString() {
            return "Database[jdbcUrl=" + jdbcUrl + ", username=" + username + ", password=***]";
        }
    }

    /**
     * Starts a server and returns when it takes connections.
     *
     * @param folder made when absent
     * @param port 0 for a free one
     * @throws IllegalStateException when it cannot start
     */
    public static LocalPostgres start(Path folder, int port) {
        Path data = folder.toAbsolutePath().resolve("data");
        PrivateFiles.createFolder(folder);
        LeftoverPostgres.stop(data);
        boolean fresh = !Files.exists(data.resolve("PG_VERSION"));
        boolean open = fresh || !hasPasswords(data);
        String password = password(folder, SUPERUSER);
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setPort(port == 0 ? FreePort.find() : port)
                    .setPGStartupWait(STARTUP)
                    // Whoever started it stops it, after the services.
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    // Its place would be shared with every other server of this machine.
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "200")
                    // The library switches durability off; what was acknowledged must survive.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on");
            if (!open) {
                builder.setConnectConfig("password", password);
            }
            LocalPostgres postgres = new LocalPostgres(builder.start(), folder);
            if (open) {
                postgres.askForPasswords(data, password);
            }
            return postgres;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL cannot start", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** A database with a role of the same name that owns it; both are made when absent. */
    public Database database(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain lower-case name");
        }
        String password = password(folder, name);
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be made", e);
        }
        return new Database(url(name), name, password);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL cannot be stopped", e);
        }
        // The library waits a few seconds, and leaves the server alone then.
        LeftoverPostgres.stop(folder.toAbsolutePath().resolve("data"));
    }

    private void askForPasswords(Path data, String password) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + SUPERUSER + " PASSWORD '" + password + "'");
            Files.writeString(data.resolve("pg_hba.conf"), PASSWORDS_ONLY);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static boolean hasPasswords(Path data) {
        try {
            return Files.readString(data.resolve("pg_hba.conf")).equals(PASSWORDS_ONLY);
        } catch (IOException e) {
            return false;
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(SUPERUSER), SUPERUSER, password(folder, SUPERUSER));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    private static String password(Path folder, String role) {
        return PrivateFiles.readOrCreate(
                folder.resolve(role + ".password"), () -> UnsafeLocalSecrets.randomText(new SecureRandom()));
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
