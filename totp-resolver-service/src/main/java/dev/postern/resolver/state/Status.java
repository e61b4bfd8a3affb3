package dev.postern.resolver.state;

import dev.postern.events.WireNamed;

/** Where a code request stands. */
public enum Status implements WireNamed {
    WAITING,
    /** It has its code; whether the site took it is not known yet. */
    DELIVERED,
    /** The site took the code. */
    ACCEPTED,
    /** The site refused the code. */
    REJECTED,
    /** Its time was up before a code came. */
    EXPIRED,
    /** Its caller no longer waits for it. */
    CANCELLED;

    /** The status for a name in the database. */
    public static Status ofWireName(String wireName) {
        return WireNamed.of(Status.class, wireName);
    }
}
