package dev.postern.system.older;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.postgres.LocalPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the services asked of their databases, as the server's log tells it: each statement once, with {@code $1} in the place of
 * a value. Replicas of that version go on asking so while the first of the next has changed the tables.
 */
final class KeptStatements {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BEGIN = Pattern.compile("([a-z]+)\\|LOG: {2}execute [^:]+: (.*)");
    private static final Pattern OF_ROWS = Pattern.compile("(?is)(select|insert|update|delete|with)\\b.*");
    private static final Pattern OF_THE_SERVER = Pattern.compile("(?i)flyway|pg_[a-z]+ |information_schema");

    private KeptStatements() {}

    /** Makes the server of a data folder tell every statement from its next start on. */
    static void listen(Path postgres) throws SQLException, IOException {
        try (LocalPostgres server = Infrastructure.startPostgres(postgres, 0);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                        "postgres",
                        Files.readString(postgres.resolve("postgres.password")));
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_line_prefix = '%d|'");
            statement.execute("ALTER SYSTEM SET log_statement = 'all'");
        }
    }

    /**
     * Writes what was asked of these databases, as lines of JSON.
     *
     * @param log the server's
     * @throws AssertionError when a statement cannot be prepared, so that it would prove nothing later
     */
    static void write(Path log, Map<String, Database> databases, Path file) throws SQLException, IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Set<String>> of : told(log).entrySet()) {
            Database database = databases.get(of.getKey());
            if (database != null) {
                prepare(database, of.getValue());
                for (String sql : of.getValue()) {
                    lines.add(JSON.writeValueAsString(
                            JSON.createObjectNode().put("database", of.getKey()).put("sql", sql)));
                }
            }
        }
        Files.write(file, lines);
    }

    /** Those that were asked of a database. */
    static List<String> read(Path file, String database) throws IOException {
        List<String> statements = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode read = JSON.readTree(line);
            if (read.get("database").asText().equals(database)) {
                statements.add(read.get("sql").asText());
            }
        }
        return statements;
    }

    /**
     * Lets the database read and plan each statement, without values.
     *
     * @throws AssertionError naming the first that does not fit the tables
     */
    static void prepare(Database database, Iterable<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                try {
                    statement.execute("PREPARE kept AS " + sql);
                    statement.execute("DEALLOCATE kept");
                } catch (SQLException e) {
                    throw new AssertionError(database.username() + " does not take: " + sql, e);
                }
            }
        }
    }

    private static Map<String, Set<String>> told(Path log) throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        String database = "";
        StringBuilder sql = new StringBuilder();
        for (String line : Files.readAllLines(log)) {
            Matcher begin = BEGIN.matcher(line);
            if (line.startsWith("\t")) {
                sql.append('\n').append(line.strip());
                continue;
            }
            keep(told, database, sql.toString());
            sql.setLength(0);
            if (begin.matches()) {
                database = begin.group(1);
                sql.append(begin.group(2));
            }
        }
        keep(told, database, sql.toString());
        return told;
    }

    private static void keep(Map<String, Set<String>> told, String database, String sql) {
        String statement = sql.strip();
        if (OF_ROWS.matcher(statement).matches()
                && !OF_THE_SERVER.matcher(statement).find()) {
            told.computeIfAbsent(database, _ -> new TreeSet<>()).add(statement);
        }
    }
}
