package dev.postern.client;

import dev.postern.client.error.PosternException;
import org.jspecify.annotations.Nullable;

/** The block of the login was left. A call that was waiting then ends by this error, too. */
public final class LoginOver extends PosternException {
    private static final long serialVersionUID = 1L;

    LoginOver(@Nullable PosternException cause) {
        super("The login is over: its block was left", cause);
    }
}
