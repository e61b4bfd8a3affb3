package dev.postern.resolver.request;

import dev.postern.platform.body.JsonBody;
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
    static final int LONGEST = 255;

    /**
     * The key of a request.
     *
     * @throws Problem for a key that is empty or over 255 characters
     */
    static IdempotencyKey of(@Nullable String header, JsonBody body) {
        if (header != null && (header.isBlank() || header.length() > LONGEST)) {
            throw Problem.invalid(List.of(new FieldError(
                    "string_length",
                    List.of("header", "Idempotency-Key"),
                    "The key should have between 1 and 255 characters")));
        }
        return new IdempotencyKey(header, body.canonical());
    }

    @Override
    public String toString() {
        return "IdempotencyKey[***]";
    }
}
