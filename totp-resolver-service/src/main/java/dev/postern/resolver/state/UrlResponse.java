package dev.postern.resolver.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request's {@code totp_url} answered one call: enough to see what is wrong with it, nothing of what it said.
 *
 * @param calledAt when it was called
 * @param answeredAt when its answer was there, or the call was given up
 * @param status HTTP; null when no answer came
 * @param result what came of it, one of a fixed list
 */
public record UrlResponse(
        Instant calledAt, Instant answeredAt, @Nullable Integer status, String result) {}
