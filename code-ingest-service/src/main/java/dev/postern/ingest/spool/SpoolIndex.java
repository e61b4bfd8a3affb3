package dev.postern.ingest.spool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is kept, in memory: the key of each record, and which keys have any. Safe for many threads. */
final class SpoolIndex {
    private final NavigableMap<Long, Kept> stored = new TreeMap<>();
    // With those that are not on the disk yet: what is newer must not overtake them.
    private final Map<String, Integer> held = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private record Kept(String key, String topic, long keptAtMillis) {}

    /** Whether a record of the key is kept. Costs a look into memory. */
    boolean holds(String key) {
        return !held.isEmpty() && held.containsKey(key);
    }

    /** From now on the key has one record more. */
    void hold(String key) {
        held.merge(key, 1, Integer::sum);
        count.incrementAndGet();
    }

    /** How many records are held. */
    int held() {
        return count.get();
    }

    /** The key has one record less. */
    void release(String key) {
        held.computeIfPresent(key, (_, records) -> records == 1 ? null : records - 1);
        count.decrementAndGet();
    }

    /** A held record is on the disk. */
    synchronized void store(long number, SpooledRecord record) {
        stored.put(number, new Kept(record.key(), record.topic(), record.keptAtMillis()));
    }

    /** A record is neither on the disk nor held any more. */
    synchronized void remove(long number) {
        Kept kept = stored.remove(number);
        if (kept != null) {
            release(kept.key());
        }
    }

    /**
     * The first records, one of each key at most.
     *
     * @param without topics whose records are passed over
     */
    synchronized List<Long> first(int most, Set<String> without) {
        Set<String> keys = new HashSet<>();
        List<Long> numbers = new ArrayList<>();
        for (Map.Entry<Long, Kept> each : stored.entrySet()) {
            if (without.contains(each.getValue().topic())) {
                continue;
            }
            if (numbers.size() == most || !keys.add(each.getValue().key())) {
                break;
            }
            numbers.add(each.getKey());
        }
        return numbers;
    }

    synchronized boolean has(long number) {
        return stored.containsKey(number);
    }

    /** How many are on the disk. */
    synchronized int size() {
        return stored.size();
    }

    synchronized long last() {
        return stored.isEmpty() ? 0 : stored.lastKey();
    }

    /** When the oldest record was kept, in Unix milliseconds; empty when there is none. */
    synchronized OptionalLong oldestMillis() {
        return stored.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(stored.firstEntry().getValue().keptAtMillis());
    }
}
