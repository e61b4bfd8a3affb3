package dev.postern.resolver.message;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a message stands. */
enum State {
    /** Nothing was found in it yet. */
    OPEN,
    /** A later reading found a code or a link. */
    PARSED,
    /** A person chose its code or link. */
    PICKED,
    /** A person put it aside. */
    DISMISSED;

    /** By the names on the wire and in the database. */
    static Map<String, State> byWireName() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(State::wireName, state -> state, (one, _) -> one, LinkedHashMap::new));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
