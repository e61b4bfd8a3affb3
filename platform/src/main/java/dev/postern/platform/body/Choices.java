package dev.postern.platform.body;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values that a field can have, by their names on the wire.
 *
 * @param byName in the order in which an error lists the names
 */
public record Choices<E>(Map<String, E> byName) {

    public Choices {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** All values of an enum, in its order. */
    public static <E> Choices<E> of(E[] values, Function<? super E, String> wireName) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E value : values) {
            byName.put(wireName.apply(value), value);
        }
        return new Choices<>(byName);
    }

    /** Names that stand for themselves. */
    public static Choices<String> of(String... names) {
        return of(names, Function.identity());
    }

    /** What the name stands for; null for an unknown one. */
    public @Nullable E named(String name) {
        return byName.get(name);
    }

    /** The names as Pydantic lists them: {@code 'a', 'b' or 'c'}. */
    String inWords() {
        List<String> quoted =
                byName.keySet().stream().map(name -> "'" + name + "'").toList();
        String last = quoted.getLast();
        return quoted.size() == 1
                ? last
                : quoted.stream().limit(quoted.size() - 1L).collect(Collectors.joining(", ")) + " or " + last;
    }
}
