package dev.postern.client.error;

/** 409: the call contradicts the present state, such as a second and different outcome. */
public final class Conflict extends Problem {
    private static final long serialVersionUID = 1L;

    Conflict(ProblemDetails told) {
        super(told);
    }
}
