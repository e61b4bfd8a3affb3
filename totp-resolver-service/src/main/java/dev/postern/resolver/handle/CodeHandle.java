package dev.postern.resolver.handle;

import java.time.Instant;

/**
 * A text that stands for the code of a request.
 *
 * @param text what the caller is told
 * @param expiresAt from then on it is of no use; in whole seconds
 */
public record CodeHandle(String text, Instant expiresAt) {

    @Override
    public String toString() {
        return "CodeHandle[***]";
    }
}
