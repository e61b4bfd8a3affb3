package dev.postern.platform.reading;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that the bodies of all callers may take together. Beyond its first body an organisation, with all its callers, has at
 * most as much as is left for others, and one of its callers three quarters of that; so has a caller without an organisation.
 * Bodies beyond 64 KiB leave a quarter to the shorter ones. So neither callers, however many keys they have, nor long bodies can
 * use it up. Thread-safe.
 */
final class BodyBudget {
    private static final int SHORT = 64 * 1024;

    private final long most;
    private final Map<String, Long> byCaller = new HashMap<>();
    private final Map<String, Long> byOrganization = new HashMap<>();
    private long used;

    BodyBudget(long most) {
        this.most = most;
    }

    /**
     * Takes bytes for a body.
     *
     * @param held what the body has taken before
     * @param more what it needs now
     * @return false when there is no room; nothing was taken then
     */
    synchronized boolean take(Payer payer, int held, int more) {
        long room = held + more <= SHORT ? most : most - most / 4;
        if (used + more > room) {
            return false;
        }
        String organization = payer.organizationId();
        long left = most - used;
        boolean has = organization == null
                ? isIn(left, byCaller, payer.callerId(), held, more)
                : isIn(left, byOrganization, organization, held, more)
                        && isIn(left - left / 4, byCaller, payer.callerId(), held, more);
        if (!has) {
            return false;
        }
        used += more;
        byCaller.merge(payer.callerId(), (long) more, Long::sum);
        if (organization != null) {
            byOrganization.merge(organization, (long) more, Long::sum);
        }
        return true;
    }

    private static boolean isIn(long share, Map<String, Long> taken, String id, int held, int more) {
        long own = taken.getOrDefault(id, 0L);
        boolean hasOthers = own > held;
        return !hasOthers || own + more <= share;
    }

    synchronized void giveBack(Payer payer, int held) {
        if (held > 0) {
            used -= held;
            giveBack(byCaller, payer.callerId(), held);
            String organization = payer.organizationId();
            if (organization != null) {
                giveBack(byOrganization, organization, held);
            }
        }
    }

    private static void giveBack(Map<String, Long> taken, String id, int held) {
        taken.computeIfPresent(id, (_, own) -> own > held ? Long.valueOf(own - held) : null);
    }

    synchronized long used() {
        return used;
    }
}
