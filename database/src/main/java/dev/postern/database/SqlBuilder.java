package dev.postern.database;

import dev.postern.database.Sql.Binding;

/** SQL built from pieces, each with the values of its own parameters. Names must differ between pieces. */
public final class SqlBuilder {
    private final StringBuilder text = new StringBuilder();
    private Binding binding = Binding.NONE;

    /** Adds a piece without parameters. */
    public SqlBuilder add(String piece) {
        text.append(piece);
        return this;
    }

    /** Adds a piece and what sets its parameters. */
    public SqlBuilder add(String piece, Binding values) {
        Binding before = binding;
        binding = parameters -> {
            before.on(parameters);
            values.on(parameters);
        };
        return add(piece);
    }

    /** Adds everything that another builder holds by now. */
    public SqlBuilder add(SqlBuilder other) {
        return add(other.text.toString(), other.binding);
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    Sql sql() {
        return Sql.of(text.toString());
    }

    Binding binding() {
        return binding;
    }
}
