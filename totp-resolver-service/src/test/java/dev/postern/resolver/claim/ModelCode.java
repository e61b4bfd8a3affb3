package dev.postern.resolver.claim;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A code of the model, and what became of it. */
final class ModelCode {
    final Claims.Message message;
    boolean repeat;

    @Nullable String holder;

    boolean handedOut;

    @Nullable Instant handedOutAt;

    /** It lies with a caller that polls and has not called since. */
    boolean unread;

    Outcomes.@Nullable Outcome outcome;
    final Set<String> refusedBy = new HashSet<>();

    ModelCode(Claims.Message message, boolean repeat) {
        this.message = message;
        this.repeat = repeat;
    }

    boolean isHeldBy(ModelRequest request) {
        return request.run().equals(holder);
    }
}
