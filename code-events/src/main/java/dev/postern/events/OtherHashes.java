package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the other keys of the index keyset make of the values that are hashed beside it, while the index key is being replaced: each
 * such hash with the one that stands there. Who finds one of them knows the value again that was hashed by another key. Empty when the
 * keyset has one key.
 */
public record OtherHashes(@JsonValue Map<String, String> ours) {
    private static final OtherHashes NONE = new OtherHashes(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OtherHashes {
        ours = Map.copyOf(ours);
    }

    public static OtherHashes none() {
        return NONE;
    }

    public boolean isEmpty() {
        return ours.isEmpty();
    }

    /** The hash that stands here for one of another key; any other hash itself. */
    public String ours(String hash) {
        return ours.getOrDefault(hash, hash);
    }

    /** What the other keys make of the value of this hash; empty when none is known. */
    public List<String> of(String hash) {
        return ours.entrySet().stream()
                .filter(entry -> entry.getValue().equals(hash))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The hashes of the other keys. */
    public Collection<String> others() {
        return ours.keySet();
    }

    /** These, and those of the others whose value has no hash here. */
    public OtherHashes and(OtherHashes more) {
        Map<String, String> all = new LinkedHashMap<>(ours);
        more.ours.forEach((other, hash) -> {
            boolean known = Stream.of(other, hash).anyMatch(one -> ours.containsKey(one) || ours.containsValue(one));
            if (!known) {
                all.put(other, hash);
            }
        });
        return new OtherHashes(all);
    }
}
