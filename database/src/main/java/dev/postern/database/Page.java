package dev.postern.database;

import java.util.List;

/**
 * The first rows of a list, as many as one answer may hold.
 *
 * @param rows in the order of the query
 * @param more whether the list goes on behind them
 */
public record Page<T>(List<T> rows, boolean more) {
    /** How many bytes the rows of a page may take as the database sends them, with what is not shown of them: 16 MiB. */
    public static final long MOST_BYTES = 16L * 1024 * 1024;

    public Page {
        rows = List.copyOf(rows);
    }
}
