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
        return indexKey.digest(PURPOSE, anchor.seq() + " " + anchor.hash().hex() + " " + organizationId);
    }

    /** Whether a service made the chain's anchor, or nothing was deleted yet. */
    boolean isGenuine(Chain chain) {
        return chain.anchor().equals(Place.BEGINNING)
                || sign(chain.organizationId(), chain.anchor()).equals(chain.anchorMac());
    }
}
