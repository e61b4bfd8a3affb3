package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.platform.sealing.IndexKey;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs where a chain begins after retention, so that nobody else can let it begin later. */
@ApplicationScoped
class Anchors {
    private static final String PURPOSE = "audit-anchor";

    private final IndexKey indexKey;

    Anchors(IndexKey indexKey) {
        this.indexKey = indexKey;
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
