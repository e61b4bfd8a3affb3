package dev.postern.platform.problem;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes where a failure happened, without any exception's message. Messages of drivers and parsers quote the values they were
 * given, which may be codes or addresses.
 */
public final class FailureTrace {
    private static final int FRAMES = 12;

    private FailureTrace() {}

    /** Class names of the failure and its causes, with their topmost frames; several lines. */
    public static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Throwable current = failure;
        while (current != null && seen.add(current)) {
            text.append(seen.size() == 1 ? "" : "\n  caused by ")
                    .append(current.getClass().getName());
            StackTraceElement[] frames = current.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                text.append("\n    at ").append(frames[i]);
            }
            current = current.getCause();
        }
        return text.toString();
    }
}
