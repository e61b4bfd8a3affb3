package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;

/**
 * How far the audit of an organisation goes. Each row of the audit holds the hash of the row before it, so this hash stands for
 * all rows up to it. Its record is signed ({@link Topic#signed()}): who can change the database cannot make another one.
 *
 * @param organizationId the owner of the rows; the record's key
 * @param seq the number of the newest row, from 1
 * @param hash the hash of that row, in hexadecimal digits
 * @param at when it was signed
 */
public record AuditHeadSigned(String organizationId, long seq, String hash, Instant at) implements Event, Versioned {

    public AuditHeadSigned {
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(at, "at");
        if (seq < 1) {
            throw new IllegalArgumentException("Rows are counted from 1");
        }
    }

    @Override
    public String id() {
        return organizationId + "." + seq;
    }

    @Override
    public String type() {
        return "audit-head.signed";
    }

    @Override
    public Instant time() {
        return at;
    }

    @Override
    public Topic topic() {
        return Topic.AUDIT_HEADS;
    }

    @Override
    public String key() {
        return organizationId;
    }

    /** The number of the row: a later head is about a later row. */
    @Override
    @JsonIgnore
    public long version() {
        return seq;
    }

    @Override
    public boolean isFinal() {
        return false;
    }
}
