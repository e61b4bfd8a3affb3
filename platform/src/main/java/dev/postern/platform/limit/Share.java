package dev.postern.platform.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many of something each organisation, and each of its keys, may have at once. Safe for many threads. */
final class Share {
    private final Allotted allotted;
    private final Map<String, Integer> taken = new HashMap<>();

    /** @param allotted how many an organisation may have; one key gets three quarters of them */
    Share(Allotted allotted) {
        this.allotted = allotted;
    }

    /** A key that runs away leaves a quarter to the others of its organisation. */
    static long ofAKey(long most) {
        return Math.max(1, most - most / 4);
    }

    /** Takes one, which is given back by running what is returned, once or more often; nothing when there is none left. */
    synchronized Optional<Runnable> take(String organizationId, String callerId) {
        long most = allotted.to(organizationId);
        if (taken(organizationId) >= most || taken(callerId) >= ofAKey(most)) {
            return Optional.empty();
        }
        taken.merge(organizationId, 1, Integer::sum);
        taken.merge(callerId, 1, Integer::sum);
        AtomicBoolean given = new AtomicBoolean();
        return Optional.of(() -> {
            if (given.compareAndSet(false, true)) {
                giveBack(organizationId, callerId);
            }
        });
    }

    /** How many an organisation or a key has. */
    synchronized int taken(String id) {
        return taken.getOrDefault(id, 0);
    }

    /** How an organisation and its key stand. */
    synchronized LimitInUse inUse(String name, String organizationId, String callerId) {
        long most = allotted.to(organizationId);
        return new LimitInUse(
                name,
                new LimitInUse.Amount(most, taken(organizationId)),
                new LimitInUse.Amount(ofAKey(most), taken(callerId)));
    }

    private synchronized void giveBack(String organizationId, String callerId) {
        taken.computeIfPresent(organizationId, (_, count) -> count == 1 ? null : count - 1);
        taken.computeIfPresent(callerId, (_, count) -> count == 1 ? null : count - 1);
    }
}
