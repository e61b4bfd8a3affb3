package dev.postern.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the database, sorted by its SQLSTATE into one of two kinds. {@link StatementRefused} means that the
 * values or the rows are to blame, so the statement fails each time it is tried. {@link StoreUnavailable} means
 * everything else: the unchanged statement may succeed later.
 */
public abstract sealed class StoreFailure extends RuntimeException permits StatementRefused, StoreUnavailable {
    private static final long serialVersionUID = 1L;

    // By class, the first two characters (PostgreSQL, appendix A): cardinality (21), data (22), integrity (23),
    // functions and triggers of the schema (2F, 38, 39, P0), views' conditions (44), and limits such as the size of an
    // indexed value (54).
    private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "2F", "38", "39", "44", "54", "P0");
    // Connection, rollback, resources, operator intervention: these pass by themselves.
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

    private final String sqlState;

    StoreFailure(String message, SQLException cause) {
        super(message, cause);
        this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /** The kind that a driver's failure is. */
    public static StoreFailure of(SQLException failure) {
        return OF_THE_DATA.contains(stateClass(failure.getSQLState()))
                ? new StatementRefused(failure)
                : new StoreUnavailable(failure);
    }

    /** What the database said; empty when the failure is the driver's or the pool's, such as no free connection. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether the installation must be mended, such as a missing table or right, before the statement can succeed. */
    boolean needsRepair() {
        String stateClass = stateClass(sqlState);
        return this instanceof StoreUnavailable && !stateClass.isEmpty() && !PASSING.contains(stateClass);
    }

    private static String stateClass(@Nullable String sqlState) {
        return sqlState == null || sqlState.length() < 2 ? "" : sqlState.substring(0, 2);
    }
}
