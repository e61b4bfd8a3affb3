package dev.postern.client.error;

/** 503: passing trouble that did not pass in time. */
public final class Unavailable extends Problem {
    private static final long serialVersionUID = 1L;

    Unavailable(ProblemDetails told) {
        super(told);
    }
}
