package dev.postern.platform.topic;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of a compacted topic of one partition, by their offsets, and what tables make of them. */
record Log(List<Log.Line> lines) {
    static final Set<String> KEYS = Set.of("red", "green", "blue");

    /** What one record is. */
    sealed interface Line {
        String key();

        byte @Nullable [] value();
    }

    /** A record that can be read. */
    record Said(String key, long version, boolean last) implements Line {

        @Override
        public byte[] value() {
            return EventJson.write(event());
        }

        ApiKeyChanged event() {
            return new ApiKeyChanged(
                    key + version,
                    "ak_" + key,
                    key,
                    null,
                    // Names that change from version to version, some of which stay.
                    Set.of(key + "-" + version % 2, key + "-" + version % 3 + "x"),
                    last ? ApiKeyChanged.State.REVOKED : ApiKeyChanged.State.ACTIVE,
                    version,
                    Instant.EPOCH);
        }
    }

    /** A record that cannot be read. */
    record Unreadable(String key, Kind kind) implements Line {
        enum Kind {
            EMPTY,
            GARBAGE,
            OF_ANOTHER_KEY
        }

        @Override
        public byte @Nullable [] value() {
            return switch (kind) {
                case EMPTY -> null;
                case GARBAGE -> "{\"key_hash\":".getBytes(StandardCharsets.UTF_8);
                case OF_ANOTHER_KEY -> new Said("another", 1_000, true).value();
            };
        }
    }

    /** What tables find, by each name, and how many records they counted as unreadable. */
    record Read(Map<String, ApiKeyChanged> byKey, Map<String, ApiKeyChanged> byName, double unreadable) {}

    /** Two tables that read side by side: one is asked by key, the other by the names that a key's event carries. */
    static final class Tables {
        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final Newest<ApiKeyChanged, ApiKeyChanged> byKey =
                new Newest<>("test", ApiKeyChanged.class, event -> event, metrics.counter("unreadable"));
        private final Newest<ApiKeyChanged, ApiKeyChanged> byName = new Newest<>(
                "test",
                ApiKeyChanged.class,
                new TopicTable.Content<>() {
                    @Override
                    public ApiKeyChanged of(ApiKeyChanged event) {
                        return event;
                    }

                    @Override
                    public Set<String> names(String key, ApiKeyChanged event) {
                        return event.scopes();
                    }
                },
                metrics.counter("unreadable", "by", "name"));

        Tables apply(Log log) {
            return apply(log, log.lines().size());
        }

        /** Applies the first records of a log. */
        Tables apply(Log log, int first) {
            for (int offset = 0; offset < first; offset++) {
                ConsumerRecord<String, byte[]> record = log.record(offset);
                byKey.apply(record);
                byName.apply(record);
            }
            return this;
        }

        @Nullable ApiKeyChanged get(String key) {
            return byKey.get(key);
        }

        /** The keys whose newest event is not in their last record. */
        Set<String> overwritten() {
            return byKey.overwritten().map(ApiKeyChanged::keyHash).collect(Collectors.toSet());
        }

        Read read() {
            Map<String, ApiKeyChanged> found = new HashMap<>();
            Map<String, ApiKeyChanged> named = new HashMap<>();
            for (String key : KEYS) {
                put(found, key, byKey.get(key));
                for (int n = 0; n < 3; n++) {
                    put(named, key + "-" + n, byName.get(key + "-" + n));
                    put(named, key + "-" + n + "x", byName.get(key + "-" + n + "x"));
                }
            }
            return new Read(found, named, metrics.counter("unreadable").count());
        }

        private static void put(Map<String, ApiKeyChanged> map, String name, @Nullable ApiKeyChanged found) {
            if (found != null) {
                map.put(name, found);
            }
        }
    }

    ConsumerRecord<String, byte[]> record(int offset) {
        Line line = lines.get(offset);
        return new ConsumerRecord<>(Topic.API_KEYS.topicName(), 0, offset, line.key(), line.value());
    }

    Log and(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new Log(more);
    }

    /** Any records: in any order, repeated, some of them unreadable. */
    static Arbitrary<Log> any() {
        Arbitrary<Line> said = Combinators.combine(
                        Arbitraries.of(KEYS),
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.of(false, false, false, true))
                .as((key, version, last) -> new Said(key, version, last));
        return Arbitraries.frequencyOf(Tuple.of(4, said), Tuple.of(1, unreadable()))
                .list()
                .ofMaxSize(25)
                .map(Log::new);
    }

    static Arbitrary<Line> unreadable() {
        return Combinators.combine(Arbitraries.of(KEYS), Arbitraries.of(Unreadable.Kind.class))
                .as((key, kind) -> new Unreadable(key, kind));
    }

    /** What a producer says of each key: versions from 1, of which the last may be final. */
    static Arbitrary<List<Said>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 6).list().ofSize(KEYS.size()),
                        Arbitraries.of(false, true).list().ofSize(KEYS.size()))
                .as((versions, ends) -> {
                    List<Said> said = new ArrayList<>();
                    int at = 0;
                    for (String key : KEYS) {
                        for (int version = 1; version <= versions.get(at); version++) {
                            said.add(new Said(key, version, ends.get(at) && version == versions.get(at)));
                        }
                        at++;
                    }
                    return said;
                });
    }
}
