package dev.postern.client.error;

import org.jspecify.annotations.Nullable;

/** There is no code: see the two kinds. */
public abstract sealed class NoCode extends PosternException permits CodeTimeout, RequestEnded {
    private static final long serialVersionUID = 1L;

    private final @Nullable String requestId;

    NoCode(String message, @Nullable String requestId, @Nullable Throwable cause) {
        super(message, cause);
        this.requestId = requestId;
    }

    /** The code request ({@code cr_…}); null before there is one. */
    public @Nullable String requestId() {
        return requestId;
    }
}
