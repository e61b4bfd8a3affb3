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
