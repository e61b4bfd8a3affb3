package dev.postern.credential.apikey;

import dev.postern.credential.paging.PageQuery;
import dev.postern.platform.access.Scope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of keys. */
@ApplicationScoped
class ApiKeyRows implements PanacheRepositoryBase<ApiKeyRow, String> {
    private static final int PAGE = 500;
    // A name of 200 characters and a few scopes.
    private static final long ROW_BYTES = 2_000;

    List<ApiKeyRow> newestFirst(String organizationId, PageQuery page) {
        return page.of(
                find("organizationId = ?1 order by createdAt desc, apiKeyId desc", organizationId), _ -> ROW_BYTES);
    }

    /** The keys that made the organisation's live keys, one for each of which it is known. */
    List<String> makers(String organizationId) {
        return find("organizationId = ?1 and madeBy is not null and revokedAt is null", organizationId)
                .project(Maker.class)
                .stream()
                .map(Maker::madeBy)
                .toList();
    }

    /** The one column that is read. */
    @RegisterForReflection
    record Maker(String madeBy) {}

    /** Locked until the transaction ends: the second of two revocations then finds the key revoked. */
    Optional<ApiKeyRow> lock(String organizationId, String apiKeyId) {
        return find("organizationId = ?1 and apiKeyId = ?2", organizationId, apiKeyId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** The keys that a key made, revoked or not, locked in the order of their ids until the transaction ends. */
    List<ApiKeyRow> lockMadeBy(String organizationId, String apiKeyId) {
        return find("organizationId = ?1 and madeBy = ?2 order by apiKeyId", organizationId, apiKeyId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Some of the organisation's keys that are not revoked, locked in the order of their ids until the transaction ends. */
    List<ApiKeyRow> lockLive(String organizationId, int most) {
        return find("organizationId = ?1 and revokedAt is null order by apiKeyId", organizationId)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** What is compared with the topic. */
    @RegisterForReflection
    record Place(String apiKeyId, String keyHash, long version) {}

    /** The next rows after an id, in the order of their ids. */
    List<Place> after(String apiKeyId) {
        return find("apiKeyId > ?1 order by apiKeyId", apiKeyId)
                .page(0, PAGE)
                .project(Place.class)
                .list();
    }

    /** Locked in the order of their ids until the transaction ends. */
    List<ApiKeyRow> lockAll(List<String> apiKeyIds) {
        return find("apiKeyId in ?1 order by apiKeyId", apiKeyIds)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** When a key ends, null when never. */
    @Transactional
    @Nullable Instant expiry(String organizationId, String apiKeyId) {
        return find("organizationId = ?1 and apiKeyId = ?2", organizationId, apiKeyId)
                .firstResultOptional()
                .map(row -> row.expiresAt)
                .orElse(null);
    }

    /** Stores the latest use of a key. An earlier use or an unknown key changes nothing. */
    @Transactional
    void used(String apiKeyId, Instant usedAt) {
        getEntityManager()
                .createNativeQuery("""
                        UPDATE api_keys SET last_used_at = :usedAt
                        WHERE api_key_id = :apiKeyId AND (last_used_at IS NULL OR last_used_at < :usedAt)""")
                .setParameter("usedAt", usedAt)
                .setParameter("apiKeyId", apiKeyId)
                .executeUpdate();
    }

    Optional<ApiKeyRow> withHash(String keyHash) {
        return find("keyHash", keyHash).firstResultOptional();
    }

    boolean hasActiveOperator() {
        return list("organizationId is null and revokedAt is null").stream()
                .anyMatch(row -> List.of(row.scopes).contains(Scope.OPERATOR.wireName()));
    }
}
