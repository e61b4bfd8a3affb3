package dev.postern.credential.chain;

import dev.postern.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain of an organisation begins and ends.
 *
 * @param organizationId whose it is
 * @param tail the newest row
 * @param anchor the newest row that retention deleted; {@link Place#BEGINNING} when none was
 * @param anchorMac proves that a service made the anchor; null when nothing was deleted
 */
record Chain(
        String organizationId,
        Place tail,
        Place anchor,
        @Nullable String anchorMac) {
    static final String COLUMNS =
            "organization_id, tail_seq, tail_hash, signed_seq, anchor_seq, anchor_hash, anchor_mac";
    static final Sql.RowReader<Chain> READER = row -> new Chain(
            row.getString("organization_id"),
            new Place(row.getLong("tail_seq"), ChainHash.of(row.getBytes("tail_hash"))),
            new Place(row.getLong("anchor_seq"), ChainHash.of(row.getBytes("anchor_hash"))),
            row.getString("anchor_mac"));

    /**
     * A row, which need not be there.
     *
     * @param seq its number
     * @param hash its hash
     */
    record Place(long seq, ChainHash hash) {
        static final Place BEGINNING = new Place(0, ChainHash.NONE);

        static Place of(AuditRow row) {
            return new Place(row.seq(), row.hash());
        }
    }

    /** The chain of an organisation that has no row yet. */
    static Chain empty(String organizationId) {
        return new Chain(organizationId, Place.BEGINNING, Place.BEGINNING, null);
    }
}
