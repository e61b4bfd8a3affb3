package dev.postern.resolver.polling;

import dev.postern.platform.access.Organizations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the open calls of one organisation on one replica, to leave room for the other organisations. One that is disabled or
 * deleted has no calls.
 */
@ApplicationScoped
class CallLimit {
    private static final int MOST = 500;

    private final Organizations organizations;
    private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

    CallLimit(Organizations organizations) {
        this.organizations = organizations;
    }

    /** Whether there is room for one more; if so, {@link #leave} must follow. */
    boolean enter(String organizationId) {
        if (!organizations.isOpen(organizationId)) {
            return false;
        }
        boolean[] entered = {false};
        open.compute(organizationId, (_, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < MOST;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    void leave(String organizationId) {
        open.computeIfPresent(organizationId, (_, count) -> count == 1 ? null : count - 1);
    }
}
