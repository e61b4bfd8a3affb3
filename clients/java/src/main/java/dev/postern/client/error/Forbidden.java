package dev.postern.client.error;

/** 401 and 403: the key is missing, unknown or revoked, or lacks the scope. */
public final class Forbidden extends Problem {
    private static final long serialVersionUID = 1L;

    Forbidden(ProblemDetails told) {
        super(told);
    }
}
