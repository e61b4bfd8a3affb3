package dev.postern.platform.reading;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that the bodies of all callers may take together. One caller gets at most half of it beyond its first body, and
 * bodies beyond 64 KiB leave a quarter to the shorter ones, so neither one caller nor long bodies can use it up. Thread-safe.
 */
final class BodyBudget {
    private static final int SHORT = 64 * 1024;

    private final long most;
    private final Map<String, Long> byCaller = new HashMap<>();
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
    synchronized boolean take(String caller, int held, int more) {
        long room = held + more <= SHORT ? most : most - most / 4;
        if (used + more > room) {
            return false;
        }
        long own = byCaller.getOrDefault(caller, 0L);
        boolean hasOthers = own > held;
        if (hasOthers && own + more > most / 2) {
            return false;
        }
        used += more;
        byCaller.put(caller, own + more);
        return true;
    }

    synchronized void giveBack(String caller, int held) {
        if (held > 0) {
            used -= held;
            byCaller.computeIfPresent(caller, (_, own) -> own > held ? Long.valueOf(own - held) : null);
        }
    }

    synchronized long used() {
        return used;
    }
}
