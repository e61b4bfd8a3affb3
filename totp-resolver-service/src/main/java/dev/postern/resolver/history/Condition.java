package dev.postern.resolver.history;

import java.util.ArrayList;
import java.util.List;

/** A condition in the making, with the values of its parameters in order. */
final class Condition {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Condition and(String text, Object... parameters) {
        sql.append(text);
        values.addAll(List.of(parameters));
        return this;
    }

    boolean isEmpty() {
        return sql.isEmpty();
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return values;
    }
}
