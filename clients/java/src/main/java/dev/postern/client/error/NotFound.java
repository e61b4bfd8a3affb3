package dev.postern.client.error;

/** 404: there is no such thing, or it is another organisation's. */
public final class NotFound extends Problem {
    private static final long serialVersionUID = 1L;

    NotFound(ProblemDetails told) {
        super(told);
    }
}
