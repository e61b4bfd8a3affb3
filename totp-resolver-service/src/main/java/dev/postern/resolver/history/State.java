package dev.postern.resolver.history;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a received code stands. */
enum State {
    /** Nobody has it, and it may still be handed out. */
    AVAILABLE,
    /** A run has it; the site's answer is not known. */
    DELIVERED,
    /** The site took it. */
    ACCEPTED,
    /** The site refused it. */
    REJECTED,
    /** Its time was over before anybody got it. */
    EXPIRED,
    /** The same message came a moment before; only that one is handed out. */
    REPEAT;

    /** The state of a row of {@code codes}, alias {@code c}. */
    static final String OF_ROW = """
            CASE WHEN c.outcome IS NOT NULL THEN c.outcome
                 WHEN c.claimed_run IS NOT NULL THEN 'delivered'
                 WHEN c.repeat_of IS NOT NULL THEN 'repeat'
                 WHEN c.valid_until > clock_timestamp() THEN 'available'
                 ELSE 'expired' END""";

    static final Map<String, State> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(State::wireName, state -> state, (one, _) -> one, LinkedHashMap::new));

    /** The name in the API. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
