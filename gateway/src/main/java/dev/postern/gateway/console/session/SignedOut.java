package dev.postern.gateway.console.session;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions that were signed out on this replica and would not be over yet. Their cookies open nothing: neither a copy of one,
 * nor one that an answer under way sets once more after the person signed out in another tab. Thread-safe.
 */
final class SignedOut {
    private final int most;
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /** @param most how many are remembered; beyond that the first are forgotten */
    SignedOut(int most) {
        this.most = most;
    }

    /**
     * Remembers a session.
     *
     * @param end when it is over by itself
     */
    synchronized void add(Session session, Instant end, Instant now) {
        Iterator<Instant> oldest = ends.values().iterator();
        while (oldest.hasNext() && (oldest.next().isBefore(now) || ends.size() >= most)) {
            oldest.remove();
        }
        ends.put(session.csrf(), end);
    }

    synchronized boolean has(Session session) {
        return ends.containsKey(session.csrf());
    }
}
