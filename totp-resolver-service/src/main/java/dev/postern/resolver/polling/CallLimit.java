package dev.postern.resolver.polling;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;

/** Limits the open calls of one organisation on one replica, to leave room for the other organisations. */
@ApplicationScoped
class CallLimit {
    private static final int MOST = 500;

    private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

    /** Whether there is room for one more; if so, {@link #leave} must follow. */
    boolean enter(String organizationId) {
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
