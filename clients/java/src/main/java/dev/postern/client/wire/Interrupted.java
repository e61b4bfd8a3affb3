package dev.postern.client.wire;

import dev.postern.client.error.PosternException;

/** The thread was interrupted while it waited for the server. It stays interrupted. */
public final class Interrupted extends PosternException {
    private static final long serialVersionUID = 1L;

    Interrupted() {
        super("The waiting was interrupted");
    }
}
