package dev.postern.resolver.rehash;

import dev.postern.database.Sql;
import dev.postern.events.OtherHashes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a table that an earlier attempt of a delivery brought, under an id that another key of the index keyset made. With one key
 * there is none, and the database is not asked.
 */
public final class EarlierIds {
    private final Sql find;

    /** @param table has the ids in its column {@code totp_code_id}; its name becomes part of the statement */
    public EarlierIds(String table) {
        this.find = Sql.of("SELECT totp_code_id FROM %s WHERE totp_code_id = ANY (:ids)".formatted(table));
    }

    /**
     * The id under which the delivery is stored; empty when it is not, unless under the id that it has now.
     *
     * @param id the one that it has now
     */
    public Optional<String> find(Connection connection, String id, OtherHashes others) throws SQLException {
        List<String> ids = others.of(id);
        return ids.isEmpty()
                ? Optional.empty()
                : find.first(connection, parameters -> parameters.set("ids", ids), row -> row.getString(1));
    }
}
