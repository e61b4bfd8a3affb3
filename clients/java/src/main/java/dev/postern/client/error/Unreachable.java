package dev.postern.client.error;

import org.jspecify.annotations.Nullable;

/** There is no connection to the server, or it breaks each time. The cause is the JDK's error. */
public final class Unreachable extends PosternException {
    private static final long serialVersionUID = 1L;

    public Unreachable(@Nullable Throwable cause) {
        super("The Postern server cannot be reached, or broke the connection", cause);
    }
}
