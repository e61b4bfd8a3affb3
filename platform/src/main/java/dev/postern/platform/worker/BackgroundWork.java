package dev.postern.platform.worker;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All background work of this process, for its health. Each {@link Worker} and {@link Alarm} enters itself when it starts and
 * leaves when it is stopped, so no work can be forgotten here.
 */
public final class BackgroundWork {
    private static final Set<Watched> WATCHED = ConcurrentHashMap.newKeySet();

    private BackgroundWork() {}

    /**
     * Watches work that is neither a {@link Worker} nor an {@link Alarm}, until {@link #forget}.
     */
    public static void watch(Watched work) {
        WATCHED.add(work);
    }

    /** The work has ended on purpose. */
    public static void forget(Watched work) {
        WATCHED.remove(work);
    }

    /** How all of it goes now. */
    static List<Pulse> pulses() {
        return WATCHED.stream().map(Watched::pulse).toList();
    }
}
