package dev.postern.gateway.console.api;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered: a value or a trouble, of which the other is null. Templates ask for either.
 *
 * @param value what was asked for
 * @param trouble why there is none
 * @param <T> what the value is read as
 */
public record Answer<T>(@Nullable T value, @Nullable Trouble trouble) {

    /** The answer of a call that was not made, because nothing had to be asked. */
    public static <T> Answer<T> given(T value) {
        return new Answer<>(value, null);
    }

    /** The answer of a call that failed. */
    public static <T> Answer<T> failed(Trouble trouble) {
        return new Answer<>(null, trouble);
    }

    /** The value read as something else; a trouble stays what it is. */
    public <R> Answer<R> map(Function<T, R> reading) {
        return value == null ? new Answer<>(null, trouble) : given(reading.apply(value));
    }

    /** The value, for templates that have asked for the trouble before. */
    public T found() {
        return Objects.requireNonNull(value);
    }

    /** The value, or what stands for it after a trouble. */
    public T or(T other) {
        return value == null ? other : value;
    }

    @Override
    public String toString() {
        return "Answer[" + (value == null ? "failed" : "***") + "]";
    }
}
