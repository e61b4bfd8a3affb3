package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.events.Versioned;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a compacted topic says now: of each key the newest event, and a final event for ever. Made by {@link TopicTables}, which
 * starts and ends it.
 *
 * <p>A record that cannot be read closes what its key stands for, since it may be the record that ends it: nothing is
 * found there until a later record of a higher version comes ({@code docs/adr/0026-topic-view.md}). An empty value is
 * such a record. Each is counted, and logged by its place on the topic, without its content.
 *
 * @param <V> what the table holds of an event
 */
public final class TopicTable<V> {

    /**
     * What a table holds of its events.
     *
     * @param <E> the events
     * @param <V> what is held of each
     */
    @FunctionalInterface
    public interface Content<E extends Event & Versioned, V> {

        /**
         * What is found of an event; null when nothing is.
         *
         * @throws Exception any failure to read what the event carries: its record counts as one that cannot be read
         */
        @Nullable V of(E event) throws Exception;

        /** The names under which a value is found: the record's key unless this is overridden. */
        default Set<String> names(String key, V value) {
            return Set.of(key);
        }
    }

    private final String name;
    private final TopicView view;
    private final Newest<?, V> newest;

    TopicTable(String name, TopicView view, Newest<?, V> newest) {
        this.name = name;
        this.view = view;
        this.newest = newest;
    }

    /** What operators call it. */
    String name() {
        return name;
    }

    TopicView view() {
        return view;
    }

    /**
     * What is held under a name. Blocks for up to half a second when there is nothing, since the record may have been published
     * just now.
     */
    public Lookup<V> find(String name) {
        return find(name, Function.identity());
    }

    /**
     * Like {@link #find(String)}, for a part of what is held, or for what is held under a condition.
     *
     * @param part what is asked for of a value; null when the value lacks it, which counts as nothing found
     */
    public <T> Lookup<T> find(String name, Function<V, @Nullable T> part) {
        return view.find(() -> {
            V value = newest.get(name);
            return value == null ? null : part.apply(value);
        });
    }

    /**
     * Like {@link #find(String)}, by a search through everything that is held.
     *
     * @param search picks from all values; null when nothing fits
     */
    public <T> Lookup<T> search(Function<Stream<V>, @Nullable T> search) {
        return view.find(() -> search.apply(newest.values()));
    }

    /** Everything that is held in what was read so far, without waiting. */
    public Stream<V> values() {
        return newest.values();
    }

    /**
     * What is held of keys behind whose newest record somebody put an older one, in what was read so far. Here the newest one counts
     * all the same; who reads the topic once it was compacted believes the older. Publishing the newest again mends it.
     */
    public Stream<V> overwritten() {
        return newest.overwritten();
    }

    /** What is held under a name in what was read so far, without waiting; null when nothing is. */
    public @Nullable V now(String name) {
        return newest.get(name);
    }

    /** Whether there are records of a key and nothing is held of them: the newest could not be read, or has no content. */
    public boolean isClosed(String key) {
        return newest.isClosed(key);
    }

    /**
     * Has a listener told of each change. It is given the record's key, on the thread that reads the topic, so it must return
     * at once. Changes before this call are not told.
     */
    public void onChange(Consumer<String> listener) {
        newest.onChange(listener);
    }

    /** Whether the topic was once read to its end. */
    public boolean isComplete() {
        return view.complete();
    }

    /** How long ago the broker last confirmed that the table holds everything. */
    public Duration staleFor() {
        return view.staleFor();
    }
}
