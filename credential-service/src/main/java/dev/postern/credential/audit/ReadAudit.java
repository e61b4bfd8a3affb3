package dev.postern.credential.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.postern.database.Page;
import dev.postern.database.SqlBuilder;
import dev.postern.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Reads an audit, newest first. */
@ApplicationScoped
class ReadAudit {
    // Of an export, which holds no more in memory.
    private static final int EXPORTED_AT_ONCE = 500;

    private final Transactions transactions;
    private final ObjectWriter json;

    ReadAudit(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json.writerFor(AuditEntry.class);
    }

    /** One page, and where the next one begins. */
    AuditEntry.Page page(String organizationId, AuditQuery query) {
        Page<AuditEntry> found = read(organizationId, query);
        return new AuditEntry.Page(
                found.rows(),
                found.more() ? AuditCursor.of(found.rows().getLast()).text() : null);
    }

    /** Writes all rows that are asked for, one a line, from the query's cursor on. Each reading is a transaction of its own. */
    void export(String organizationId, AuditQuery query, OutputStream out) throws IOException {
        @Nullable AuditQuery next = query.from(query.cursor(), EXPORTED_AT_ONCE);
        while (next != null) {
            Page<AuditEntry> found = read(organizationId, next);
            for (AuditEntry entry : found.rows()) {
                out.write(json.writeValueAsBytes(entry));
                out.write('\n');
            }
            next = found.more() ? next.from(AuditCursor.of(found.rows().getLast()), EXPORTED_AT_ONCE) : null;
        }
    }

    private Page<AuditEntry> read(String organizationId, AuditQuery query) {
        SqlBuilder page = new SqlBuilder()
                .add("SELECT a.*, k.name AS actor_name FROM audit_rows a LEFT JOIN api_keys k"
                        + " ON k.api_key_id = a.actor AND k.organization_id = a.organization_id WHERE ")
                .add(query.where(organizationId))
                // One row more than asked for tells whether there is another page.
                .add(
                        " ORDER BY a.acted_at DESC, a.seq DESC LIMIT :limit",
                        parameters -> parameters.set("limit", query.limit() + 1));
        return transactions.page(page, query.limit(), AuditEntry::read);
    }
}
