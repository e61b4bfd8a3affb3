package dev.postern.credential.vault;

import java.util.Map;

/**
 * A table with columns that are encrypted under the data keys of organisations, for those who encrypt them anew. Each package that
 * owns such a table offers one as a bean. The table has a column {@code organization_id}.
 *
 * @param table its name
 * @param idColumn the column whose value is bound into each ciphertext as the row's id
 * @param fields by column ({@code bytea}), the field's name as it is bound into the ciphertext
 */
public record EncryptedTable(String table, String idColumn, Map<String, String> fields) {

    public EncryptedTable {
        fields = Map.copyOf(fields);
    }
}
