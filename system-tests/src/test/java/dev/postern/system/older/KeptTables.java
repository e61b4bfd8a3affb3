package dev.postern.system.older;

import dev.postern.local.postgres.LocalPostgres.Database;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows of a database, in PostgreSQL's text form of COPY (postgresql.org/docs/current/sql-copy.html), which every version
 * reads. A line {@code COPY table (columns)} goes before those of each table, {@code \.} behind them. The tables themselves are
 * made by the migrations of that time, which never change; Flyway's own table is kept to prove it.
 */
final class KeptTables {
    private static final String HISTORY = "flyway_schema_history";
    private static final String END = "\\.";
    private static final String OWN_TABLES = """
        SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname\
        """;
    private static final String REFERENCES = """
        SELECT c.relname, f.relname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid JOIN pg_class f ON f.oid = confrelid
        WHERE contype = 'f'\
        """;
    private static final String NUMBERED = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND is_identity = 'YES'\
        """;

    private static final String NEEDED = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
          AND is_generated = 'NEVER'\
        """;

    private KeptTables() {}

    /** Writes all rows. */
    static void write(Database database, Path file) throws SQLException, IOException {
        try (Connection connection = database.connect();
                BufferedWriter out = Files.newBufferedWriter(file)) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : inOrder(connection)) {
                List<String> columns = texts(
                        connection,
                        "SELECT attname FROM pg_attribute WHERE attrelid = '" + table
                                + "'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY"
                                + " attnum");
                String target = table + " (" + String.join(", ", columns) + ")";
                // Of an empty table too: which columns there were is asked later.
                StringWriter rows = new StringWriter();
                copies.copyOut("COPY " + target + " TO STDOUT", rows);
                out.write("COPY " + target + "\n" + rows + END + "\n");
            }
        }
    }

    /**
     * Makes the tables of that time in an empty database, and puts the rows in.
     *
     * @param migrations the folders of all migrations
     */
    static void read(Path file, Database database, List<Path> migrations) throws SQLException, IOException {
        Map<String, String> kept = kept(file);
        String history = kept.keySet().stream()
                .filter(target -> target.startsWith(HISTORY + " "))
                .findFirst()
                .orElseThrow();
        migrate(database, migrations, newest(kept.get(history)));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : inOrder(connection).reversed()) {
                // Migrations put rows in too.
                if (!table.equals(HISTORY)) {
                    statement.execute("DELETE FROM " + table);
                }
            }
            for (Map.Entry<String, String> rows : kept.entrySet()) {
                if (!rows.getKey().equals(history)) {
                    copies.copyIn("COPY " + rows.getKey() + " FROM STDIN", new StringReader(rows.getValue()));
                }
            }
            // Checksums of that time, over those of today's files: the service refuses to start where they differ.
            statement.execute("DELETE FROM " + HISTORY);
            copies.copyIn("COPY " + history + " FROM STDIN", new StringReader(kept.get(history)));
            for (String[] column : pairs(connection, NUMBERED)) {
                statement.execute("SELECT setval(pg_get_serial_sequence('" + column[0] + "', '" + column[1]
                        + "'), (SELECT coalesce(max(" + column[1] + "), 0) + 1 FROM " + column[0] + "), false)");
            }
        }
    }

    /** Moves all times but those of whole hours, as if the installation had stopped just now. */
    static void move(Database database, Duration by) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String[] column : pairs(connection, """
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = 'public' AND data_type = 'timestamp with time zone' AND column_name <> 'hour'\
                """)) {
                statement.execute("UPDATE " + column[0] + " SET " + column[1] + " = " + column[1] + " + interval '"
                        + by.toSeconds() + " seconds'");
            }
        }
    }

    /** The columns of kept tables that are new and must have a value, of which an older version gives none. */
    static List<String> neededBeyond(Path file, Database database) throws SQLException, IOException {
        Map<String, List<String>> kept = new HashMap<>();
        for (String target : kept(file).keySet()) {
            String[] parts = target.replace(")", "").split(" \\(", 2);
            kept.put(parts[0], List.of(parts[1].split(", ")));
        }
        try (Connection connection = database.connect()) {
            return pairs(connection, NEEDED).stream()
                    .filter(column ->
                            kept.containsKey(column[0]) && !kept.get(column[0]).contains(column[1]))
                    .map(column -> column[0] + "." + column[1])
                    .toList();
        }
    }

    private static void migrate(Database database, List<Path> migrations, String newest) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations(migrations.stream()
                        .map(folder -> "filesystem:" + folder)
                        .toArray(String[]::new))
                .target(newest)
                .load()
                .migrate();
    }

    /** The newest version of a history: its rows are in the order in which the migrations ran, repeatable ones without a version. */
    private static String newest(String history) {
        return history.lines()
                .map(line -> line.split("\t", -1)[1])
                .filter(version -> !version.equals("\\N"))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** By the table and its columns. */
    private static Map<String, String> kept(Path file) throws IOException {
        Map<String, String> kept = new LinkedHashMap<>();
        StringBuilder rows = new StringBuilder();
        String target = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("COPY ") && target.isEmpty()) {
                target = line.substring("COPY ".length());
            } else if (line.equals(END)) {
                kept.put(target, rows.toString());
                target = "";
                rows.setLength(0);
            } else {
                rows.append(line).append('\n');
            }
        }
        return kept;
    }

    /** Those that others refer to come first. */
    private static List<String> inOrder(Connection connection) throws SQLException {
        List<String[]> references = pairs(connection, REFERENCES);
        Set<String> ordered = new LinkedHashSet<>();
        List<String> left = new ArrayList<>(texts(connection, OWN_TABLES));
        while (!left.isEmpty()) {
            boolean fewer = left.removeIf(table -> references.stream()
                            .filter(reference -> reference[0].equals(table) && !reference[1].equals(table))
                            .allMatch(reference -> ordered.contains(reference[1]))
                    && ordered.add(table));
            if (!fewer) {
                throw new IllegalStateException("Tables refer to each other: " + left);
            }
        }
        return List.copyOf(ordered);
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static List<String[]> pairs(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String[]> pairs = new ArrayList<>();
            while (rows.next()) {
                pairs.add(new String[] {rows.getString(1), rows.getString(2)});
            }
            return pairs;
        }
    }
}
