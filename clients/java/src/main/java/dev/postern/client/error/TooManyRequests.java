package dev.postern.client.error;

/** 429: a limit of the organisation or the key is used up. */
public final class TooManyRequests extends Problem {
    private static final long serialVersionUID = 1L;

    TooManyRequests(ProblemDetails told) {
        super(told);
    }
}
