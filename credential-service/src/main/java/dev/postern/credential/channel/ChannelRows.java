package dev.postern.credential.channel;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The table of channels. Every look-up names the organisation, so that a foreign id is an unknown id. */
@ApplicationScoped
class ChannelRows implements PanacheRepositoryBase<ChannelRow, String> {
    private static final String OWN = "organizationId = ?1 and channelId = ?2";

    List<ChannelRow> newestFirst(String organizationId) {
        return list("organizationId = ?1 order by createdAt desc, channelId desc", organizationId);
    }

    Optional<ChannelRow> own(String organizationId, String channelId) {
        return find(OWN, organizationId, channelId).firstResultOptional();
    }

    /** Locked until the transaction ends, so that concurrent changes come one after the other. */
    Optional<ChannelRow> lock(String organizationId, String channelId) {
        return find(OWN, organizationId, channelId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
