package dev.postern.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * A real PostgreSQL server as a child process, durable, with passwords, bound to 127.0.0.1. Its folder holds everything;
 * a server started on it again has the same data.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final int TOLD_LINES = 5;

    // The library tells every step; held here, since a logger nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("io.zonky.test.db.postgres");

    static {
        LIBRARY.setLevel(Level.SEVERE);
    }

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
        Path whole = folder.toAbsolutePath();
        Path data = whole.resolve("data");
        PrivateFiles.createFolder(whole);
        LeftoverPostgres.stop(data);
        HalfMade halfMade = new HalfMade(data);
        halfMade.remove();
        Path log = whole.resolve("postgres.log");
        password(whole, SUPERUSER);
        try {
            Files.deleteIfExists(log);
            EmbeddedPostgres server = builder(whole, data, log)
                    .setPort(port == 0 ? FreePort.find() : port)
                    .start();
            halfMade.isWhole();
            return new LocalPostgres(server, whole);
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException("PostgreSQL cannot start. Its log ends with:\n" + end(log), e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path folder, Path data, Path log) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries(folder).toFile())
                .setPGStartupWait(STARTUP)
                // Whoever started it stops it, after the services.
                .setRegisterShutdownHook(false)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                // Options of initdb, whatever the library calls them: passwords from the first moment, and one
                // order of text on every machine.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("pwfile", passwordFile(folder, SUPERUSER).toString())
                .setConnectConfig("password", password(folder, SUPERUSER))
                .setServerConfig("listen_addresses", "127.0.0.1")
                // Its place would be shared with every other server of this machine.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "200")
                // No value of a row reaches the log.
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic")
                // The library switches durability off; what was acknowledged must survive.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
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
            }
            // Each time: an earlier start may have been killed in between.
            statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
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
        LeftoverPostgres.stop(folder.resolve("data"));
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(SUPERUSER), SUPERUSER, password(folder, SUPERUSER));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    private static String password(Path folder, String role) {
        return PrivateFiles.readOrCreate(
                passwordFile(folder, role), () -> UnsafeLocalSecrets.randomText(new SecureRandom()));
    }

    /**
     * Where the programs are unpacked, once for all data folders of this user. Not in the machine's temporary folder:
     * programs are run from it.
     */
    private static Path binaries(Path folder) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path shared = caches.resolve("postern").resolve("postgresql");
        try {
            PrivateFiles.createFolder(shared);
            if (Files.isWritable(shared) && shared.isAbsolute()) {
                return shared;
            }
        } catch (UncheckedIOException e) {
            // A user without a home of its own.
        }
        return folder.resolve("binaries");
    }

    private static Path passwordFile(Path folder, String role) {
        return folder.resolve(role + ".password");
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
        } catch (IOException e) {
            return "(there is none)";
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
