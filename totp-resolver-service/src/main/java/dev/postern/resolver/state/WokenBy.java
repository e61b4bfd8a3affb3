package dev.postern.resolver.state;

import java.util.Locale;

/** What led a request to its code. */
public enum WokenBy {
    /** The code was there when it was asked for. */
    REQUEST,
    /** The code arrived, or came back, while the request waited. */
    EVENT,
    /** The authenticator's next step came. */
    STEP,
    /** The request's own {@code totp_url} answered with it. */
    ANSWER,
    /** Only the safety timer found it: something else failed. */
    TIMER;

    /** The name in the database and in metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
