package dev.postern.platform.limit;

import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.access.Organizations;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How much of something each organisation may use: what the service allows to everybody, or the organisation's own quota. */
final class Allotted {
    private final long everybody;
    private final Organizations organizations;
    private final Function<OrganizationQuotas, @Nullable Long> quota;

    /**
     * How much of one thing.
     *
     * @param everybody what an organisation without a quota may use
     * @param quota picks it from an organisation's; null when it has none
     */
    Allotted(long everybody, Organizations organizations, Function<OrganizationQuotas, @Nullable Long> quota) {
        this.everybody = everybody;
        this.organizations = organizations;
        this.quota = quota;
    }

    /** The amount, for every organisation. */
    static Allotted alike(long everybody) {
        return new Allotted(everybody, _ -> null, _ -> null);
    }

    /** What an organisation may use now; at least 1. */
    long to(String organizationId) {
        Long own = quota.apply(organizations.quotas(organizationId));
        return own == null ? everybody : Math.max(1, own);
    }

    /** What an organisation may use now of an amount that belongs to this one: less by as much, and more by as much. */
    long share(long amount, long allotted) {
        return allotted < everybody ? Math.min(amount, allotted) : (long) ((double) amount * allotted / everybody);
    }
}
