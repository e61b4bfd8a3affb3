package dev.postern.credential.folder;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.published.EndsWithOrganization;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of folders. Every look-up names the organisation, so that a foreign id is an unknown id. */
@ApplicationScoped
class FolderRows implements PanacheRepositoryBase<FolderRow, String>, EndsWithOrganization {
    private static final String OWN = "organizationId = ?1 and folderId = ?2";

    Optional<FolderRow> own(String organizationId, String folderId) {
        return find(OWN, organizationId, folderId).firstResultOptional();
    }

    /** Locked until the transaction ends. */
    Optional<FolderRow> lock(String organizationId, String folderId) {
        return find(OWN, organizationId, folderId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    @Override
    public int endSome(String organizationId, String actor, int most) {
        return (int) delete("organizationId", organizationId);
    }

    List<FolderRow> list(String organizationId, @Nullable String search, PageQuery page) {
        String query = "organizationId = :organizationId";
        Map<String, Object> parameters = new HashMap<>(Map.of("organizationId", organizationId));
        if (search != null && !search.isEmpty()) {
            query += " and (locate(:search, lower(title)) > 0 or locate(:search, lower(description)) > 0)";
            parameters.put("search", search.toLowerCase(Locale.ROOT));
        }
        return page.of(find(query + " order by modifiedAt desc, folderId desc", parameters), FolderRow::bytes);
    }

    /** How many credentials lie in each of these folders; a folder without any is not in the map. */
    Map<String, Long> counts(List<String> folderIds) {
        if (folderIds.isEmpty()) {
            return Map.of();
        }
        // Uses the other feature's table, not its entity, since only the count is needed here.
        Stream<?> rows = getEntityManager()
                .createNativeQuery("SELECT folder_id, count(*) FROM credentials WHERE folder_id IN (:ids) GROUP BY 1")
                .setParameter("ids", folderIds)
                .getResultStream();
        return rows.map(Object[].class::cast)
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
    }
}
