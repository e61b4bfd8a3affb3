package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.credential.published.SignedForGood;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.platform.sealing.IndexKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs where a chain begins after retention, so that nobody else can let it begin later. */
@ApplicationScoped
class Anchors implements SignedForGood {
    private static final String PURPOSE = "audit-anchor";

    private static final Sql AFTER = Sql.of("SELECT " + Chain.COLUMNS
            + " FROM audit_chains WHERE organization_id > :after ORDER BY organization_id LIMIT 500");
    /** An anchor that retention moved meanwhile was signed just now. */
    private static final Sql SIGN = Sql.of("""
        UPDATE audit_chains SET anchor_mac = :mac
        WHERE organization_id = :organization AND anchor_seq = :seq AND anchor_mac = :before\
        """);

    private final IndexKey indexKey;
    private final Transactions transactions;

    Anchors(IndexKey indexKey, Transactions transactions) {
        this.indexKey = indexKey;
        this.transactions = transactions;
    }

    @Override
    public String signedKind() {
        return "audit anchors";
    }

    /** One that no key of the keyset signed stays as it is: each verification tells of it. */
    @Override
    public @Nullable String signAnewAfter(String id) {
        List<Chain> next = transactions.single(
                connection -> AFTER.query(connection, parameters -> parameters.set("after", id), Chain.READER));
        next.forEach(this::signAnew);
        return next.isEmpty() ? null : next.getLast().organizationId();
    }

    private void signAnew(Chain chain) {
        String before = chain.anchorMac();
        if (before == null || !isGenuine(chain)) {
            return;
        }
        String mac = sign(chain.organizationId(), chain.anchor());
        if (!mac.equals(before)) {
            transactions.update(
                    SIGN,
                    parameters -> parameters
                            .set("mac", mac)
                            .set("organization", chain.organizationId())
                            .set("seq", chain.anchor().seq())
                            .set("before", before));
        }
    }

    String sign(String organizationId, Place anchor) {
        return indexKey.digest(PURPOSE, signed(organizationId, anchor));
    }

    /** Whether a service made the chain's anchor, or nothing was deleted yet. */
    boolean isGenuine(Chain chain) {
        return chain.anchor().equals(Place.BEGINNING)
                || indexKey.isDigest(chain.anchorMac(), PURPOSE, signed(chain.organizationId(), chain.anchor()));
    }

    private static String signed(String organizationId, Place anchor) {
        return anchor.seq() + " " + anchor.hash().hex() + " " + organizationId;
    }
}
