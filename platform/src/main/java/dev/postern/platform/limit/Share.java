package dev.postern.platform.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How many of something each organisation, and each of its keys, may have at once. Safe for many threads. */
final class Share {
    private final Allotted allotted;
    private final Map<String, Integer> taken = new HashMap<>();

    /** @param allotted how many an organisation may have; a key without a quota of its own gets three quarters of them */
    Share(Allotted allotted) {
        this.allotted = allotted;
    }

    /** A key that runs away leaves a quarter to the others of its organisation. */
    static long ofAKey(long most) {
        return Math.max(1, most - most / 4);
    }

    /** How much a key gets of what its organisation may have, by its own quota where it has one. */
    static long ofAKey(long most, @Nullable Long own) {
        return own == null ? ofAKey(most) : Math.clamp(own, 1, most);
    }

    /** Takes one for a caller without a quota of its own. */
    Optional<Runnable> take(String organizationId, String callerId) {
        return take(organizationId, callerId, null);
    }

    /**
     * Takes one, which is given back by running what is returned, once or more often; nothing when there is none left.
     *
     * @param own the caller's quota; null when it has none
     */
    synchronized Optional<Runnable> take(String organizationId, String callerId, @Nullable Long own) {
        long most = allotted.to(organizationId);
        if (taken(organizationId) >= most || taken(callerId) >= ofAKey(most, own)) {
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

    /** How an organisation and its key without a quota stand. */
    LimitInUse inUse(String name, String organizationId, String callerId) {
        return inUse(name, organizationId, callerId, null);
    }

    /** How an organisation and its key stand. */
    synchronized LimitInUse inUse(String name, String organizationId, String callerId, @Nullable Long own) {
        long most = allotted.to(organizationId);
        return new LimitInUse(
                name,
                new LimitInUse.Amount(most, taken(organizationId)),
                new LimitInUse.Amount(ofAKey(most, own), taken(callerId)));
    }

    private synchronized void giveBack(String organizationId, String callerId) {
        taken.computeIfPresent(organizationId, (_, count) -> count == 1 ? null : count - 1);
        taken.computeIfPresent(callerId, (_, count) -> count == 1 ? null : count - 1);
    }
}
