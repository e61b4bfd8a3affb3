package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.events.Versioned;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Of each key the newest event, and a final event for ever, however often and in whatever order records come. One thread
 * applies records, any thread may look.
 *
 * @param <E> the events
 * @param <V> what is kept of an event
 */
final class Newest<E extends Event & Versioned, V> {
    private static final Logger LOGGER = Logger.getLogger(Newest.class);

    /**
     * What is known of one key.
     *
     * @param event of the highest version that could be read; null when there is no such event
     * @param offset of the record that decided this; a topic read again from its beginning brings lower ones
     * @param value what is found; null when nothing is
     * @param last the offset of the last readable record
     * @param putBack whether that record says something else than what counts
     */
    private record Entry<E, V>(
            @Nullable E event, long offset, @Nullable V value, long last, boolean putBack) {

        Entry<E, V> behind(long offset, boolean other) {
            return new Entry<>(event, this.offset, value, offset, other);
        }
    }

    private final String table;
    private final EventReader<E> reader;
    private final TopicTable.Content<E, V> content;
    private final Counter unreadable;
    private final Map<String, Entry<E, V>> entries = new ConcurrentHashMap<>();
    private final Map<String, String> keysByName = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Nothing yet.
     *
     * @param table what operators call it
     * @param unreadable counts records that close a key because they could not be read
     */
    Newest(String table, Class<E> type, TopicTable.Content<E, V> content, Counter unreadable) {
        this.table = table;
        this.reader = new EventReader<>(type);
        this.content = content;
        this.unreadable = unreadable;
    }

    /** What is kept under a name; null when nothing is. */
    @Nullable V get(String name) {
        String key = keysByName.get(name);
        Entry<E, V> entry = key == null ? null : entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Whether a record of the key came and nothing is kept: its newest record could not be read, or says nothing. */
    boolean isClosed(String key) {
        Entry<E, V> entry = entries.get(key);
        return entry != null && entry.value() == null;
    }

    /**
     * What is kept of the keys whose newest event is not in their last record: somebody put an older record behind it. The topic's
     * compaction will remove the newest one, and who reads the topic after that believes the older.
     */
    Stream<V> overwritten() {
        return entries.values().stream().filter(Entry::putBack).flatMap(entry -> Stream.ofNullable(entry.value()));
    }

    /** Everything that is kept now. */
    Stream<V> values() {
        return entries.values().stream().flatMap(entry -> Stream.ofNullable(entry.value()));
    }

    /** Has a listener told the key of each record that changes something. */
    void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Takes a record. Never fails, and nothing changes when it was taken before. */
    void apply(ConsumerRecord<String, byte[]> record) {
        Entry<E, V> known = entries.get(record.key());
        try {
            E event = reader.read(record);
            if (known == null || supersedes(event, known.event())) {
                put(
                        record.key(),
                        known,
                        new Entry<>(event, record.offset(), content.of(event), record.offset(), false));
            } else if (record.offset() > known.last()) {
                entries.put(record.key(), known.behind(record.offset(), !isSame(event, known.event())));
            }
        } catch (Exception e) {
            // Malformed, or for example sealed with a key that this replica does not have.
            close(record, known);
        }
    }

    private static <E extends Versioned> boolean supersedes(E read, @Nullable E known) {
        return known == null || (!known.isFinal() && (read.isFinal() || read.version() > known.version()));
    }

    /** A row that is published again has its version, and may be sealed anew. */
    private static <E extends Versioned> boolean isSame(E read, @Nullable E known) {
        return known != null && read.version() == known.version() && read.isFinal() == known.isFinal();
    }

    /** What it says is unknown: it may be that the key stands for nothing any more. */
    private void close(ConsumerRecord<String, byte[]> record, @Nullable Entry<E, V> known) {
        E event = known == null ? null : known.event();
        boolean older = known != null && record.offset() <= known.offset();
        if (older || (event != null && event.isFinal())) {
            return;
        }
        put(record.key(), known, new Entry<>(event, record.offset(), null, record.offset(), false));
        unreadable.increment();
        LOGGER.errorf(
                "A record could not be read; what it is about is closed table=%s topic=%s partition=%d offset=%d",
                table, record.topic(), record.partition(), record.offset());
    }

    /** Removes old names before the new value is there: a new value must not be found under an old name. */
    private void put(String key, @Nullable Entry<E, V> known, Entry<E, V> now) {
        Set<String> before = names(key, known == null ? null : known.value());
        Set<String> after = names(key, now.value());
        before.stream().filter(name -> !after.contains(name)).forEach(name -> keysByName.remove(name, key));
        entries.put(key, now);
        after.forEach(name -> keysByName.put(name, key));
        listeners.forEach(listener -> listener.accept(key));
    }

    private Set<String> names(String key, @Nullable V value) {
        return value == null ? Set.of() : content.names(key, value);
    }
}
