package dev.postern.resolver.received;

import java.util.Locale;

/**
 * A record that cannot be taken and never will be: it goes to the dead letters with its reason, which is one of a fixed
 * list and so can hold nothing of the content.
 */
final class UnusableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a record cannot be taken. */
    enum Reason {
        EMPTY_VALUE,
        MALFORMED_EVENT,
        WRONG_KEY,
        REFUSED_BY_STORE
    }

    UnusableEvent(Reason reason) {
        super(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), null, false, false);
    }
}
