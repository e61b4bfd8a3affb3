package dev.postern.client.error;

import org.jspecify.annotations.Nullable;

/** The root of all errors of this client. */
public class PosternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PosternException(String message) {
        super(message);
    }

    /**
     * @param message what happened
     * @param cause what failed below; null for nothing
     */
    public PosternException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
