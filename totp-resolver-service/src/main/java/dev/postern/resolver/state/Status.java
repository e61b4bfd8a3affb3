package dev.postern.resolver.state;

import java.util.Locale;

/** Where a code request stands. */
public enum Status {
    WAITING,
    /** It has its code; whether the site took it is not known yet. */
    DELIVERED,
    /** The site took the code. */
    ACCEPTED,
    /** The site refused the code. */
    REJECTED,
    /** Its time was up before a code came. */
    EXPIRED,
    /** Nobody waits for it any more. */
    CANCELLED;

    /** The name on the wire and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a name of the database. */
    public static Status ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
