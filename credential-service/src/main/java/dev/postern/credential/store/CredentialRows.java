package dev.postern.credential.store;

import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.ListQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table of credentials. Every look-up names the organisation, so that a foreign id is an unknown id. */
@ApplicationScoped
class CredentialRows implements PanacheRepositoryBase<CredentialRow, String> {
    private static final String OWN = "organizationId = :organizationId and credentialId = :credentialId";
    // As many as are compared with one that is imported.
    private static final int MOST_ALIKE = 100;
    /** As at Skyvern, and the host of the site. */
    private static final List<String> SEARCHED =
            List.of("name", "username", "secretLabel", "cardBrand", "cardLastFour", """
                    cast(sql('split_part(split_part(cast(? as json) ->> ''tested_url'', ''://'', 2), ''/'', 1)', browserSettings) as string)\
                    """);

    Optional<CredentialRow> own(String organizationId, String credentialId) {
        return find(OWN, Map.of("organizationId", organizationId, "credentialId", credentialId))
                .firstResultOptional();
    }

    /** Locked until the transaction ends, so that concurrent changes come one after the other. */
    Optional<CredentialRow> lock(String organizationId, String credentialId) {
        return find(OWN, Map.of("organizationId", organizationId, "credentialId", credentialId))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Some of the organisation's, locked in the order of their ids until the transaction ends. */
    List<CredentialRow> lockSome(String organizationId, int most) {
        return find("organizationId = :organizationId order by credentialId", Map.of("organizationId", organizationId))
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The next ones behind an id, of all organisations, locked in the order of their ids until the transaction ends. */
    List<CredentialRow> lockAfter(String credentialId, int most) {
        return find("credentialId > ?1 order by credentialId", credentialId)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Those that hold a seed. */
    List<CredentialRow> ofSeed(String organizationId, byte[] fingerprint) {
        return find(
                        "organizationId = :organizationId and seedFingerprint = :fingerprint",
                        Map.of("organizationId", organizationId, "fingerprint", fingerprint))
                .page(0, MOST_ALIKE)
                .list();
    }

    /** The logins with a name and a user name. */
    List<CredentialRow> named(String organizationId, String name, String username) {
        return find(
                        "organizationId = :organizationId and name = :name and username = :username",
                        Map.of("organizationId", organizationId, "name", name, "username", username))
                .page(0, MOST_ALIKE)
                .list();
    }

    List<CredentialRow> list(String organizationId, ListQuery asked) {
        CredentialType type = asked.type();
        String search = asked.search();
        String folderId = asked.folderId();
        StringBuilder query = new StringBuilder("organizationId = :organizationId");
        Map<String, Object> parameters = new HashMap<>(Map.of("organizationId", organizationId));
        if (type != null) {
            query.append(" and type = :type");
            parameters.put("type", type);
        }
        Boolean revealable = asked.revealable();
        if (revealable != null) {
            query.append(" and revealable = :revealable");
            parameters.put("revealable", revealable);
        }
        if (folderId != null && !folderId.isEmpty()) {
            query.append(" and folderId = :folderId");
            parameters.put("folderId", folderId);
        }
        if (search != null && !search.isEmpty()) {
            query.append(" and (");
            for (String column : SEARCHED) {
                query.append(column.equals(SEARCHED.getFirst()) ? "" : " or ")
                        .append("locate(:search, lower(")
                        .append(column)
                        .append(")) > 0");
            }
            query.append(')');
            parameters.put("search", search.toLowerCase(Locale.ROOT));
        }
        query.append(" order by createdAt desc, credentialId desc");
        return asked.page().of(find(query.toString(), parameters), CredentialRow::bytes);
    }
}
