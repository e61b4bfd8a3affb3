package dev.postern.platform.access;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.worker.Alarm;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are held open, by the record that lets them in: the hash of a key, the id of an endpoint. A change of that
 * record, or the end that the record names, has their conditions asked again. A call that waits costs one entry and no
 * thread; one timer looks at the ends of all records ({@code docs/rules.md, "Access"}).
 */
@ApplicationScoped
public class Grants {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Clock clock;
    private final Organizations organizations;
    private final Alarm alarm = new Alarm("grants");
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /** No call is held yet. */
    public Grants(Organizations organizations, Clock clock) {
        this.organizations = organizations;
        this.clock = clock;
        alarm.every(LOOK_EVERY, LOOK_EVERY, "Expired keys go on receiving what they wait for", this::endDue);
    }

    /**
     * A grant that depends on a record, and on the caller's organisation being open.
     *
     * @param name of the record, as {@link #changed} will tell it
     */
    public Grant grant(String name, Caller caller, Grant.Condition condition) {
        return new Grant(this, name, caller, () -> {
            organizations.requireOpen(caller.organizationId());
            return condition.check();
        });
    }

    /** The record says something else now. Returns at once. */
    public void changed(String name) {
        Held calls = held.get(name);
        if (calls != null) {
            Thread.ofVirtual().name("grants-ended").start(calls::askAll);
        }
    }

    /** The organisation may be closed now. Returns at once. */
    void organizationChanged(String organizationId) {
        if (!organizations.isOpen(organizationId)) {
            Thread.ofVirtual()
                    .name("grants-ended")
                    .start(() -> List.copyOf(held.values()).forEach(calls -> calls.askAll(organizationId)));
        }
    }

    Grant.Watch watch(String name, Caller caller, Grant.Condition condition, Runnable ended) {
        Waiting call = new Waiting(caller.organizationId(), condition, ended);
        Held calls = held.compute(name, (_, others) -> {
            Held known = others == null ? new Held() : others;
            known.all.add(call);
            return known;
        });
        // Asked after it waits, so that no change is missed.
        calls.ask(call);
        return () -> letGo(name, call);
    }

    /** How many calls wait. */
    int size() {
        return held.values().stream().mapToInt(calls -> calls.all.size()).sum();
    }

    @PreDestroy
    void close() {
        alarm.close();
    }

    private void endDue() {
        Instant now = clock.instant();
        for (Held calls : List.copyOf(held.values())) {
            if (!now.isBefore(calls.next)) {
                calls.askAll();
            }
        }
    }

    private void letGo(String name, Waiting call) {
        held.computeIfPresent(name, (_, calls) -> {
            calls.all.remove(call);
            return calls.all.isEmpty() ? null : calls;
        });
    }

    /** One call. Compared by identity, since two calls may be alike. */
    private static final class Waiting {
        private final String organizationId;
        private final Grant.Condition condition;
        private final Runnable ended;

        Waiting(String organizationId, Grant.Condition condition, Runnable ended) {
            this.organizationId = organizationId;
            this.condition = condition;
            this.ended = ended;
        }

        /** When to ask again; null when nothing but a change ends it. */
        @Nullable Instant ask() {
            try {
                return condition.check();
            } catch (Problem e) {
                if (Grant.isRefusal(e)) {
                    ended.run();
                }
                return null;
            }
        }
    }

    /** The calls that one record lets in. */
    private static final class Held {
        private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
        // No earlier than this does one of them end by itself.
        private volatile Instant next = Instant.MAX;

        void askAll() {
            next = Instant.MAX;
            all.forEach(this::ask);
        }

        void askAll(String organizationId) {
            all.stream()
                    .filter(call -> call.organizationId.equals(organizationId))
                    .forEach(this::ask);
        }

        void ask(Waiting call) {
            Instant end = call.ask();
            if (end != null) {
                endsBy(end);
            }
        }

        private synchronized void endsBy(Instant end) {
            if (end.isBefore(next)) {
                next = end;
            }
        }
    }
}
