package dev.postern.platform.access;

import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What was last said of each organisation. One of which nothing was said is open, and the services' own limits hold for it. */
@FunctionalInterface
public interface Organizations {
    /** What holds for an organisation without quotas of its own. */
    OrganizationQuotas NO_QUOTAS = new OrganizationQuotas(null, null, null, null, null);

    /** What was last said of an organisation, without waiting; null when nothing was. */
    @Nullable OrganizationChanged now(String organizationId);

    /** Whether its keys, channels and endpoints open anything. */
    default boolean isOpen(String organizationId) {
        OrganizationChanged said = now(organizationId);
        return said == null || said.state() == OrganizationChanged.State.ACTIVE;
    }

    /** Whether it was deleted, so that nothing more may be stored of it. */
    default boolean isDeleted(String organizationId) {
        OrganizationChanged said = now(organizationId);
        return said != null && said.state() == OrganizationChanged.State.DELETED;
    }

    /**
     * Does nothing while it is open.
     *
     * @throws Problem 403 when it is disabled or deleted
     */
    default void requireOpen(String organizationId) {
        if (!isOpen(organizationId)) {
            throw Problem.of(ProblemType.FORBIDDEN, "This organization is disabled.");
        }
    }

    /** What it may use. */
    default OrganizationQuotas quotas(String organizationId) {
        OrganizationChanged said = now(organizationId);
        OrganizationQuotas quotas = said == null ? null : said.quotas();
        return quotas == null ? NO_QUOTAS : quotas;
    }
}
