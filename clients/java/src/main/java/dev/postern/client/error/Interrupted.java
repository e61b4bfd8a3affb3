package dev.postern.client.error;

/** The thread was interrupted while it waited for the server. It stays interrupted. */
public final class Interrupted extends PosternException {
    private static final long serialVersionUID = 1L;

    public Interrupted() {
        super("The waiting was interrupted");
    }
}
