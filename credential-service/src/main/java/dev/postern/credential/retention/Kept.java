package dev.postern.credential.retention;

import dev.postern.events.WireNamed;
import java.time.Duration;

/** What an organisation may have deleted sooner than the installation does: docs/operations.md, "What is deleted when". */
public enum Kept implements WireNamed {
    /** The text of a message with a code. */
    CONTENT(Duration.ZERO),
    /** The code and the link. A login may ask for it until its lifespan is over. */
    CODE(Duration.ofHours(1)),
    /** Times, ids, masks, ended requests and counts. An event that comes again is recognised by them, for so long. */
    HISTORY(Duration.ofHours(73)),
    /** Messages without a code. */
    MESSAGES(Duration.ofHours(1)),
    /** The audit trail. */
    AUDIT(Duration.ofDays(1));

    private final Duration shortest;

    Kept(Duration shortest) {
        this.shortest = shortest;
    }

    /** The shortest time that may be set. */
    public Duration shortest() {
        return shortest;
    }

    /** Its name in a body. */
    public String field() {
        return wireName() + "_seconds";
    }
}
