package dev.postern.credential.signing;

import dev.postern.credential.published.EndsWithOrganization;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table of secrets. Every look-up names the organisation, so that a foreign id is an unknown id. */
@ApplicationScoped
class SigningSecretRows implements PanacheRepositoryBase<SigningSecretRow, String>, EndsWithOrganization {
    private static final String INSERT_FIRST = """
            INSERT INTO signing_secrets (signing_secret_id, organization_id, secret, created_at)
            SELECT :id, o.organization_id, :secret, :now FROM organizations o WHERE o.organization_id = :organization
            ON CONFLICT (organization_id) WHERE expires_at IS NULL DO NOTHING""";

    /** Newest first. */
    List<SigningSecretRow> valid(String organizationId, Instant now) {
        return list(
                "organizationId = ?1 and (expiresAt is null or expiresAt > ?2) order by createdAt desc, expiresAt desc"
                        + " nulls first",
                organizationId,
                now);
    }

    List<SigningSecretRow> all(String organizationId) {
        return list("organizationId", organizationId);
    }

    /** Blocks other rotations until the transaction ends. A lock on the rows would miss a row that another rotation adds. */
    void lockOrganization(String organizationId) {
        getEntityManager()
                .createNativeQuery(
                        "SELECT 1 FROM organizations WHERE organization_id = :organization FOR NO KEY UPDATE")
                .setParameter("organization", organizationId)
                .getResultList();
    }

    Optional<SigningSecretRow> own(String organizationId, String signingSecretId) {
        return find("organizationId = ?1 and signingSecretId = ?2", organizationId, signingSecretId)
                .firstResultOptional();
    }

    @Override
    public int endSome(String organizationId, String actor, int most) {
        return (int) delete("organizationId", organizationId);
    }

    boolean organizationExists(String organizationId) {
        return !getEntityManager()
                .createNativeQuery("SELECT 1 FROM organizations WHERE organization_id = :organization")
                .setParameter("organization", organizationId)
                .getResultList()
                .isEmpty();
    }

    /** Whether the row was made; not when another replica was faster. */
    boolean insertFirst(String organizationId, String signingSecretId, byte[] secret, Instant now) {
        return getEntityManager()
                        .createNativeQuery(INSERT_FIRST)
                        .setParameter("id", signingSecretId)
                        .setParameter("organization", organizationId)
                        .setParameter("secret", secret)
                        .setParameter("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                        .executeUpdate()
                > 0;
    }
}
