package dev.postern.resolver.state;

import dev.postern.events.WireNamed;

/** What led a request to its code. */
public enum WokenBy implements WireNamed {
    /** The code was there when it was asked for. */
    REQUEST,
    /** The code arrived, or came back, while the request waited. */
    EVENT,
    /** The authenticator's next step came. */
    STEP,
    /** The request's own {@code totp_url} answered with it. */
    ANSWER,
    /** Its hesitation over a doubtful code ended. */
    HESITATION,
    /** Only the safety timer found it: something else failed. */
    TIMER;
}
