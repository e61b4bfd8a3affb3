package dev.postern.resolver.claim;

import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database for features that have tables or columns of their own. */
@ApplicationScoped
public class StoredRows {
    private final Transactions transactions;

    StoredRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Makes a value of a row; must not move the cursor. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done within a transaction. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does it in one transaction.
     *
     * @throws StoreUnavailable when nothing was changed
     */
    public <T> T inTransaction(Work<T> work) {
        return transactions.run(work::on);
    }

    /**
     * The rows of a query with these parameter values.
     *
     * @throws StoreUnavailable when the database is out of reach
     */
    public <T> List<T> query(String sql, List<?> values, RowReader<T> reader) {
        return transactions.single(connection -> {
            List<T> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int at = 0;
                for (Object value : values) {
                    select.setObject(++at, value);
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                }
            }
            return found;
        });
    }
}
