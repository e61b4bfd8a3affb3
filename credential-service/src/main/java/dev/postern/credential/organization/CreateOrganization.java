package dev.postern.credential.organization;

import dev.postern.credential.apikey.IssueApiKey;
import dev.postern.credential.apikey.IssuedKey;
import dev.postern.credential.apikey.NewApiKey;
import dev.postern.credential.apikey.RevokeApiKey;
import dev.postern.credential.vault.Vault;
import dev.postern.platform.access.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Makes an organisation with its data key and its first API key. */
@ApplicationScoped
public class CreateOrganization {
    /** What the first key of an organisation may do: everything in it, except read secrets back. */
    public static final Set<Scope> FIRST_KEY_SCOPES =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Scope.OPERATOR, Scope.CREDENTIALS_REVEAL)));

    private final OrganizationRows rows;
    private final Vault vault;
    private final IssueApiKey issueApiKey;
    private final RevokeApiKey revokeApiKey;
    private final Clock clock;
    private final SecureRandom random;

    CreateOrganization(
            OrganizationRows rows,
            Vault vault,
            IssueApiKey issueApiKey,
            RevokeApiKey revokeApiKey,
            Clock clock,
            SecureRandom random) {
        this.rows = rows;
        this.vault = vault;
        this.issueApiKey = issueApiKey;
        this.revokeApiKey = revokeApiKey;
        this.clock = clock;
        this.random = random;
    }

    record Created(String organizationId, String name, Instant createdAt, IssuedKey firstKey) {}

    @Transactional
    Created create(String name, String actor) {
        // Random: an id must not reveal how many organisations there are.
        OrganizationRow row = persist("o_" + random.nextLong(2, Long.MAX_VALUE), name);
        IssuedKey firstKey = issueApiKey.issue(row.organizationId, new NewApiKey("admin", FIRST_KEY_SCOPES), actor);
        return new Created(row.organizationId, name, row.createdAt, firstKey);
    }

    /** Undoes {@link #create} when its key could not be published, and so was never shown. */
    @Transactional
    void withdraw(Created created, String actor) {
        revokeApiKey.revoke(created.organizationId(), created.firstKey().apiKeyId(), actor);
        OrganizationRow row = rows.findById(created.organizationId());
        if (row != null) {
            row.withdrawnAt = clock.instant();
        }
    }

    /** Makes the organisation with this id and its data key in the surrounding transaction, unless it exists. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ensure(String organizationId, String name) {
        if (rows.findById(organizationId) == null) {
            persist(organizationId, name);
        }
    }

    private OrganizationRow persist(String organizationId, String name) {
        OrganizationRow row = new OrganizationRow();
        row.organizationId = organizationId;
        row.name = name;
        row.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        rows.persistAndFlush(row);
        vault.createKey(organizationId);
        return row;
    }
}
