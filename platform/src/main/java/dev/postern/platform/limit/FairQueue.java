package dev.postern.platform.limit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A queue that serves organisations in turn. Items of one organisation with equal keys keep their order: the next is given out
 * when the one before is done. No more of one organisation are given out at once than it may have. Not safe for several threads.
 */
final class FairQueue<T> {
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private final int mostOfOne;
    // The organisations that have something to give out, and may. Each is here once.
    private final ArrayDeque<Lane<T>> turn = new ArrayDeque<>();
    private int waiting;

    /** @param mostOfOne how many items of one organisation are given out at once, until they are done */
    FairQueue(int mostOfOne) {
        this.mostOfOne = mostOfOne;
    }

    /** An item that was given out, until it is done. */
    record Taken<T>(T item, String organizationId, Object key) {}

    /** An organisation's items, by key. */
    private static final class Lane<T> {
        private final String organizationId;
        private final Map<Object, ArrayDeque<T>> byKey = new HashMap<>();
        // Keys with an item whose predecessor is done, in the order in which they became so.
        private final ArrayDeque<Object> ready = new ArrayDeque<>();
        private int out;
        private boolean inTurn;

        Lane(String organizationId) {
            this.organizationId = organizationId;
        }
    }

    /** Adds an item behind those of its organisation. */
    void add(String organizationId, Object key, T item) {
        Lane<T> lane = lanes.computeIfAbsent(organizationId, Lane::new);
        ArrayDeque<T> before = lane.byKey.get(key);
        waiting++;
        if (before != null) {
            before.add(item);
            return;
        }
        ArrayDeque<T> items = new ArrayDeque<>(2);
        items.add(item);
        lane.byKey.put(key, items);
        lane.ready.add(key);
        offer(lane);
    }

    /** The next item of the organisation whose turn it is; nothing when each item waits for its predecessor. */
    Optional<Taken<T>> next() {
        Lane<T> lane = turn.poll();
        if (lane == null) {
            return Optional.empty();
        }
        lane.inTurn = false;
        Object key = lane.ready.remove();
        lane.out++;
        offer(lane);
        T item = requireNonNull(lane.byKey.get(key)).remove();
        waiting--;
        return Optional.of(new Taken<>(item, lane.organizationId, key));
    }

    /** An item is done, and the next with its key may follow. */
    void done(Taken<T> taken) {
        Lane<T> lane = requireNonNull(lanes.get(taken.organizationId()));
        lane.out--;
        if (requireNonNull(lane.byKey.get(taken.key())).isEmpty()) {
            lane.byKey.remove(taken.key());
            if (lane.byKey.isEmpty()) {
                lanes.remove(taken.organizationId());
            }
        } else {
            lane.ready.add(taken.key());
        }
        offer(lane);
    }

    /** How many items were not given out yet. */
    int waiting() {
        return waiting;
    }

    private void offer(Lane<T> lane) {
        if (!lane.inTurn && !lane.ready.isEmpty() && lane.out < mostOfOne) {
            lane.inTurn = true;
            turn.add(lane);
        }
    }
}
