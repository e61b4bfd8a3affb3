package dev.postern.client.error;

import org.jspecify.annotations.Nullable;

/** Somebody else ended the request: it was cancelled, or its outcome was reported elsewhere. */
public final class RequestEnded extends NoCode {
    private static final long serialVersionUID = 1L;

    private final String status;

    public RequestEnded(@Nullable String requestId, String status) {
        super("The request " + requestId + " was ended elsewhere: it is " + status, requestId, null);
        this.status = status;
    }

    /** How the request stands. */
    public String status() {
        return status;
    }
}
