package dev.postern.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQL with named parameters: {@code :name}, of small letters, digits and underscores. It is parsed once, so keep it in
 * a constant; running it costs what positional parameters cost. A text of several statements, separated by semicolons,
 * is sent in one round trip. A colon right after a value separates the bounds of a slice, as in {@code a[1:n]}.
 */
public final class Sql {
    // Of a page's rows. A row of the largest kind takes 1.5 MiB.
    private static final int FETCHED_AT_ONCE = 10;

    private final String text;
    private final NamedParameters parsed;

    private Sql(String text) {
        this.text = text;
        this.parsed = NamedParameters.parse(text);
    }

    /** Reads a text; every text is accepted. */
    public static Sql of(String text) {
        return new Sql(text);
    }

    /** The text as it was given. */
    @Override
    public String toString() {
        return text;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Binding {
        /** For a statement without parameters. */
        Binding NONE = _ -> {};

        void on(Parameters parameters) throws SQLException;
    }

    /** Makes a value of a row; must not move the cursor. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The rows that it gives. Of several statements, the last one that gives rows counts.
     *
     * @throws IllegalArgumentException when a parameter was not set, or a name is unknown
     */
    public <T> List<T> query(Connection connection, Binding binding, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepare(connection, binding)) {
            ResultSet rows = lastRows(statement);
            List<T> found = new ArrayList<>();
            while (rows != null && rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    /** The first row that {@link #query} gives; empty when there is none. */
    public <T> Optional<T> first(Connection connection, Binding binding, RowReader<T> reader) throws SQLException {
        return query(connection, binding, reader).stream().findFirst();
    }

    /** Whether {@link #query} gives a row. */
    public boolean exists(Connection connection, Binding binding) throws SQLException {
        return !query(connection, binding, _ -> true).isEmpty();
    }

    /**
     * The first rows of one statement that gives rows: at most {@code most}, and as many as {@link Page#MOST_BYTES} allow, but one in
     * any case. The connection is in a transaction; outside of one the driver would take all rows into memory.
     */
    <T> Page<T> page(Connection connection, Binding binding, RowReader<T> reader, int most) throws SQLException {
        try (PreparedStatement statement = prepare(connection, binding)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            ResultSet rows = statement.executeQuery();
            int columns = rows.getMetaData().getColumnCount();
            List<T> found = new ArrayList<>();
            long bytes = 0;
            while (rows.next()) {
                bytes += bytes(rows, columns);
                if (found.size() == most || (bytes > Page.MOST_BYTES && !found.isEmpty())) {
                    return new Page<>(found, true);
                }
                found.add(reader.read(rows));
            }
            return new Page<>(found, false);
        }
    }

    /** Runs it for its effect; returns how many rows it changed. */
    public int update(Connection connection, Binding binding) throws SQLException {
        try (PreparedStatement statement = prepare(connection, binding)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection, Binding binding) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(parsed.text());
        try {
            Parameters parameters = new Parameters(statement, parsed.names());
            binding.on(parameters);
            parameters.requireAll();
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** As the database sent them: the driver hands out its own array. */
    private static long bytes(ResultSet row, int columns) throws SQLException {
        long bytes = 0;
        for (int column = 1; column <= columns; column++) {
            byte @Nullable [] value = row.getBytes(column);
            bytes += value == null ? 0 : value.length;
        }
        return bytes;
    }

    private static @Nullable ResultSet lastRows(PreparedStatement statement) throws SQLException {
        @Nullable ResultSet last = null;
        boolean rows = statement.execute();
        while (rows || statement.getUpdateCount() >= 0) {
            if (rows) {
                last = statement.getResultSet();
            }
            rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        }
        return last;
    }
}
