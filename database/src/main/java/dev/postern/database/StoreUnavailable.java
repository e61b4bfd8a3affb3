package dev.postern.database;

import java.sql.SQLException;

/** The database is out of reach or cannot run the statement now. Nothing was changed; a later try may succeed. */
public final class StoreUnavailable extends StoreFailure {
    private static final long serialVersionUID = 1L;

    StoreUnavailable(SQLException cause) {
        super("The database is out of reach", cause);
    }
}
