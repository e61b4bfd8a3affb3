package dev.postern.resolver.idempotency;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Idempotency-Key} header with the body it came with.
 *
 * @param value as sent; null when not sent
 * @param body detects another body under the same key; kept as a keyed digest only
 */
public record IdempotencyKey(@Nullable String value, String body) {
    /** The greatest length of a key, in characters. */
    public static final int LONGEST = 255;

    /**
     * The key of a call.
     *
     * @param header as sent; null when not sent
     * @param body in one form however it was written; empty for a call without one
     * @throws Problem for a key that is empty or over 255 characters
     */
    public static IdempotencyKey of(@Nullable String header, String body) {
        if (header != null && (header.isBlank() || header.length() > LONGEST)) {
            throw Problem.invalid(List.of(new FieldError(
                    "string_length",
                    List.of("header", "Idempotency-Key"),
                    "The key should have between 1 and 255 characters")));
        }
        return new IdempotencyKey(header, body);
    }

    @Override
    public String toString() {
        return "IdempotencyKey[***]";
    }
}
