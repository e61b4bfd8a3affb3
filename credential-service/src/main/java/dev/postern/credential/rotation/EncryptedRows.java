package dev.postern.credential.rotation;

import dev.postern.credential.vault.EncryptedTable;
import dev.postern.credential.vault.Reencryption;
import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One table's rows under older keys. */
final class EncryptedRows {
    private static final int BATCH = 100;

    private final EncryptedTable table;
    private final Sql count;
    private final Sql lock;
    private final Sql exists;
    private final Sql update;

    EncryptedRows(EncryptedTable table) {
        this.table = table;
        List<String> columns = table.fields().keySet().stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        String from = " FROM " + table.table();
        String ofOrganization = " WHERE organization_id = :organization";
        String older = columns.stream()
                .map(column -> "substring(" + column + " FROM 1 FOR length(:prefix)) <> :prefix")
                .collect(Collectors.joining(" OR ", " AND (", ")"));
        this.count = Sql.of("SELECT count(*)" + from + " WHERE :organization = '' OR organization_id = :organization");
        this.exists = Sql.of("SELECT 1" + from + ofOrganization + older + " LIMIT 1");
        // A row that a request holds is passed over, so that this never waits while it holds others.
        this.lock = Sql.of("SELECT " + table.idColumn() + ", " + String.join(", ", columns) + from + ofOrganization
                + " AND " + table.idColumn() + " > :after" + older + " ORDER BY " + table.idColumn() + " LIMIT " + BATCH
                + " FOR NO KEY UPDATE SKIP LOCKED");
        this.update = Sql.of("UPDATE " + table.table()
                + columns.stream()
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(", ", " SET ", " WHERE "))
                + table.idColumn() + " = :id");
    }

    /** Of an organisation, or of all when it is empty. */
    long count(Connection connection, String organizationId) throws SQLException {
        return count.first(connection, query -> query.set("organization", organizationId), row -> row.getLong(1))
                .orElse(0L);
    }

    /** Whether any row of the organisation is under an older key. */
    boolean exist(Connection connection, String organizationId, Reencryption newest) throws SQLException {
        return exists.exists(
                connection, query -> query.set("organization", organizationId).set("prefix", newest.prefix()));
    }

    /** A row that was encrypted anew. */
    private record Row(String id, Map<String, byte @Nullable []> columns) {}

    /**
     * Encrypts the next rows behind an id anew.
     *
     * @return their ids in order; empty when none follows that no request holds
     */
    List<String> encryptAfter(String id, Connection connection, String organizationId, Reencryption newest)
            throws SQLException {
        Binding next = query ->
                query.set("organization", organizationId).set("after", id).set("prefix", newest.prefix());
        List<Row> rows = lock.query(connection, next, row -> anew(row, newest));
        for (Row row : rows) {
            update.update(connection, values -> {
                values.set("id", row.id());
                for (String column : table.fields().keySet()) {
                    values.set(column, row.columns().get(column));
                }
            });
        }
        return rows.stream().map(Row::id).toList();
    }

    private Row anew(ResultSet row, Reencryption newest) throws SQLException {
        String id = row.getString(1);
        Map<String, byte @Nullable []> columns = new HashMap<>();
        for (Map.Entry<String, String> field : table.fields().entrySet()) {
            byte @Nullable [] encrypted = row.getBytes(field.getKey());
            columns.put(field.getKey(), encrypted == null ? null : newest.anew(encrypted, id, field.getValue()));
        }
        return new Row(id, columns);
    }
}
