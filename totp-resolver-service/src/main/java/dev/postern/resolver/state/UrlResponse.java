package dev.postern.resolver.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request's {@code totp_url} answered one call: enough to find a fault, without the answer's content.
 *
 * @param calledAt when it was called
 * @param answeredAt when its answer came, or the call was given up
 * @param status the HTTP status; null when no answer came
 * @param result the result of the call, one of a fixed list
 */
public record UrlResponse(
        Instant calledAt, Instant answeredAt, @Nullable Integer status, String result) {}
