package dev.postern.resolver.history;

import dev.postern.events.WireNamed;
import dev.postern.platform.body.Choices;

/** Where a received code stands. */
enum State implements WireNamed {
    /** No run has it, and it may still be handed out. */
    AVAILABLE,
    /** A run has it; the site's answer is not known. */
    DELIVERED,
    /** The site took it. */
    ACCEPTED,
    /** The site refused it. */
    REJECTED,
    /** It expired before any run got it. */
    EXPIRED,
    /** Another code with its text came within a moment, and only that one is handed out. */
    REPEAT;

    /** The state of a row of {@code codes}, alias {@code c}. */
    static final String OF_ROW = """
            CASE WHEN c.outcome IS NOT NULL THEN c.outcome
                 WHEN c.claimed_run IS NOT NULL THEN 'delivered'
                 WHEN c.repeat_of IS NOT NULL THEN 'repeat'
                 WHEN c.valid_until > clock_timestamp() THEN 'available'
                 ELSE 'expired' END""";

    static final Choices<State> BY_NAME = Choices.of(values(), State::wireName);
}
