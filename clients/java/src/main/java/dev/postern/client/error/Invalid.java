package dev.postern.client.error;

/** 422: fields are missing or wrong; {@link #errors()} names them. */
public final class Invalid extends Problem {
    private static final long serialVersionUID = 1L;

    Invalid(ProblemDetails told) {
        super(told);
    }
}
