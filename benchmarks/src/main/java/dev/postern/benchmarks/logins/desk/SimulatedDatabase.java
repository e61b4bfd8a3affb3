package dev.postern.benchmarks.logins.desk;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.resolver.Migrations;
import dev.postern.local.postgres.LocalPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * A database with the resolver's tables in which time is the story's. The clock's functions of PostgreSQL are shadowed: a schema
 * with functions of these names stands before {@code pg_catalog} on the search path of this database. The product's statements
 * run unchanged, and no other database has such a schema.
 */
public final class SimulatedDatabase implements AutoCloseable {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATH = "simulated, pg_catalog, public";

    private final Connection connection;
    private final PreparedStatement setTime;
    private final DataSource dataSource;
    private long offset;
    private long told = -1;
    private Timeline timeline = new Timeline();

    private SimulatedDatabase(Connection connection) throws SQLException {
        this.connection = connection;
        this.setTime = connection.prepareStatement("SELECT set_config('simulated.time', ?, false)");
        this.dataSource = proxy(DataSource.class, (_, method, _) -> switch (method.getName()) {
            case "getConnection" -> lent();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** With all tables, on an empty database. */
    public static SimulatedDatabase on(LocalPostgres.Database database) {
        try {
            Connection connection = database.connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA simulated");
                for (String function :
                        new String[] {"clock_timestamp", "now", "transaction_timestamp", "statement_timestamp"}) {
                    statement.execute("CREATE FUNCTION simulated." + function + "() RETURNS timestamptz LANGUAGE sql "
                            + (function.startsWith("clock") ? "VOLATILE" : "STABLE")
                            + " AS $$ SELECT current_setting('simulated.time')::timestamptz $$");
                }
            }
            connection.close();
            Connection timed =
                    DriverManager.getConnection(withTime(database), database.username(), database.password());
            Migrations.run(timed);
            return new SimulatedDatabase(timed);
        } catch (SQLException e) {
            throw new CannotMeasure("the simulated database cannot be made: " + e.getMessage());
        }
    }

    /** What is asked here does not depend on the disk. */
    private static String withTime(LocalPostgres.Database database) {
        String options = "-c search_path=" + PATH.replace(" ", "") + " -c simulated.time=" + BEGIN
                + " -c synchronous_commit=off";
        return database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "options="
                + URLEncoder.encode(options, StandardCharsets.UTF_8);
    }

    /** Begins the next story, after the end of the one before. */
    void follow(Timeline next) {
        offset += timeline.now() + Desk.REQUEST_LIVES;
        timeline = next;
    }

    /** The time that the story gives for so many of its milliseconds. */
    Instant instant(long millis) {
        return BEGIN.plusMillis(offset + millis);
    }

    /** The milliseconds of the story at that time. */
    long millis(Instant instant) {
        return instant.toEpochMilli() - BEGIN.toEpochMilli() - offset;
    }

    /** A replica that holds callers is there for the whole story. */
    void replicaLives(String replica) {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO totp_url_callers (replica, alive_until) VALUES (?, 'infinity')")) {
            insert.setString(1, replica);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new CannotMeasure("the replica cannot be noted: " + e.getMessage());
        }
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Empties the tables, which makes every story begin with none. */
    void empty() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE codes, code_requests, site_senders, outbox CASCADE");
        } catch (SQLException e) {
            throw new CannotMeasure("the simulated database cannot be emptied: " + e.getMessage());
        }
    }

    private Connection lent() throws SQLException {
        long now = offset + timeline.now();
        if (now != told) {
            setTime.setString(1, BEGIN.plusMillis(now).toString());
            setTime.executeQuery().close();
            told = now;
        }
        return proxy(Connection.class, (_, method, arguments) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new CannotMeasure("the simulated database cannot be closed: " + e.getMessage());
        }
    }
}
