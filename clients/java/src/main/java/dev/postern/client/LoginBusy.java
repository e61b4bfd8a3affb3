package dev.postern.client;

import dev.postern.client.error.PosternException;

/** A call of the login is running in another thread. One login is one attempt, and its calls go one after another. */
public final class LoginBusy extends PosternException {
    private static final long serialVersionUID = 1L;

    LoginBusy() {
        super("Another call of this login is running. Its calls go one after another; use a login for each attempt");
    }
}
