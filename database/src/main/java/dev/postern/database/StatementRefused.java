package dev.postern.database;

import java.sql.SQLException;

/** The database does not take a statement's values. Nothing was changed; the statement fails each time it is tried. */
public final class StatementRefused extends StoreFailure {
    private static final long serialVersionUID = 1L;

    StatementRefused(SQLException cause) {
        super("The database refuses a statement's values", cause);
    }
}
