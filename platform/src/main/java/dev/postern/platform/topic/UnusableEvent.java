package dev.postern.platform.topic;

import dev.postern.events.WireNamed;

/**
 * A record that cannot be taken now or later. The message is the reason, one of a fixed list, so that it holds nothing of the
 * record's content.
 */
public final class UnusableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a record cannot be taken. */
    public enum Reason implements WireNamed {
        EMPTY_VALUE,
        /** The value is not such an event. */
        MALFORMED_EVENT,
        /** The record's key is not the event's: it may lie in the wrong partition. */
        WRONG_KEY,
        /** No service of this installation wrote the record: its MAC is missing or wrong. */
        NOT_GENUINE,
        REFUSED_BY_STORE
    }

    private final Reason reason;

    public UnusableEvent(Reason reason) {
        super(reason.hyphenatedName(), null, false, false);
        this.reason = reason;
    }

    /** Why, in the words of a dead letter's header. */
    public String reason() {
        return reason.hyphenatedName();
    }
}
