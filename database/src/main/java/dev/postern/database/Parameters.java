package dev.postern.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one statement that is about to run, set by name. A name that stands in the text several times is
 * set everywhere. Each method throws {@link IllegalArgumentException} for a name that does not stand in the text.
 */
public final class Parameters {
    private final PreparedStatement statement;
    private final List<String> names;
    private final boolean[] set;

    Parameters(PreparedStatement statement, List<String> names) {
        this.statement = statement;
        this.names = names;
        this.set = new boolean[names.size()];
    }

    /** Sets a text; null for NULL. */
    public Parameters set(String name, @Nullable String value) throws SQLException {
        return each(name, place -> statement.setString(place, value));
    }

    /** Sets an integer of 32 bits. */
    public Parameters set(String name, int value) throws SQLException {
        return each(name, place -> statement.setInt(place, value));
    }

    /** Sets an integer of 64 bits. */
    public Parameters set(String name, long value) throws SQLException {
        return each(name, place -> statement.setLong(place, value));
    }

    /** Sets a number; null for NULL. */
    public Parameters set(String name, @Nullable Double value) throws SQLException {
        return each(name, place -> statement.setObject(place, value, Types.DOUBLE));
    }

    /** Sets a truth value. */
    public Parameters set(String name, boolean value) throws SQLException {
        return each(name, place -> statement.setBoolean(place, value));
    }

    /** Sets a point in time, {@code timestamptz}; null for NULL. */
    public Parameters set(String name, @Nullable Instant value) throws SQLException {
        OffsetDateTime time = value == null ? null : OffsetDateTime.ofInstant(value, ZoneOffset.UTC);
        return each(name, place -> statement.setObject(place, time, Types.TIMESTAMP_WITH_TIMEZONE));
    }

    /** Sets bytes, {@code bytea}; null for NULL. */
    public Parameters set(String name, byte @Nullable [] value) throws SQLException {
        return each(name, place -> statement.setBytes(place, value));
    }

    /** Sets an array of texts. */
    public Parameters set(String name, Collection<String> values) throws SQLException {
        return set(name, "text", values.toArray());
    }

    /** Sets an array of a type of the database, such as {@code bigint}. */
    public Parameters set(String name, String type, Object[] values) throws SQLException {
        return each(
                name,
                place -> statement.setArray(place, statement.getConnection().createArrayOf(type, values)));
    }

    /** Fails when a parameter was forgotten. */
    void requireAll() {
        List<String> missing = IntStream.range(0, set.length)
                .filter(place -> !set[place])
                .mapToObj(names::get)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Parameters without a value: " + missing);
        }
    }

    private interface Setting {
        void at(int place) throws SQLException;
    }

    private Parameters each(String name, Setting setting) throws SQLException {
        boolean found = false;
        for (int i = 0; i < set.length; i++) {
            if (names.get(i).equals(name)) {
                setting.at(i + 1);
                set[i] = true;
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("The statement has no parameter :" + name);
        }
        return this;
    }
}
