package dev.postern.credential.published;

import dev.postern.credential.paging.PageQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** A table of published settings. Every look-up names the organisation, so that a foreign id is an unknown id. */
public abstract class PublishedRows<R extends PublishedRow> implements PanacheRepositoryBase<R, String> {
    private static final String OWN = "organizationId = ?1 and id = ?2";

    List<R> newestFirst(String organizationId, PageQuery page) {
        return page.of(
                find("organizationId = ?1 order by createdAt desc, id desc", organizationId), PublishedRow::bytes);
    }

    Optional<R> own(String organizationId, String id) {
        return find(OWN, organizationId, id).firstResultOptional();
    }

    /** The keys that made the organisation's rows, one for each row of which it is known. */
    List<String> makers(String organizationId) {
        return find("organizationId = ?1 and madeBy is not null", organizationId).project(Maker.class).stream()
                .map(Maker::madeBy)
                .toList();
    }

    /** Locked in the order of their ids until the transaction ends. */
    List<R> lockMadeBy(String organizationId, String apiKeyId) {
        return find("organizationId = ?1 and madeBy = ?2 order by id", organizationId, apiKeyId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Some of the organisation's rows, locked in the order of their ids until the transaction ends. */
    List<R> lockSome(String organizationId, int most) {
        return find("organizationId = ?1 order by id", organizationId)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** What is compared with the topic. */
    @RegisterForReflection
    record Place(String id, long version) {}

    /** The next rows after an id, in the order of their ids. */
    List<Place> after(String id) {
        return find("id > ?1 order by id", id)
                .page(0, KeepPublished.PAGE)
                .project(Place.class)
                .list();
    }

    /** Locked in the order of their ids until the transaction ends. */
    List<R> lockAll(List<String> ids) {
        return find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The one column that is read. */
    @RegisterForReflection
    record Maker(String madeBy) {}

    /** Locked until the transaction ends, so that concurrent changes come one after the other. */
    Optional<R> lock(String organizationId, String id) {
        return find(OWN, organizationId, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
