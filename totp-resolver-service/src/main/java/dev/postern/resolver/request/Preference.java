package dev.postern.resolver.request;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller prefers its answer to be held (RFC 7240, section 4.3).
 *
 * @param hold zero to answer at once
 * @param applied the value of {@code Preference-Applied}; null when nothing was preferred
 */
record Preference(Duration hold, @Nullable String applied) {
    /** Proxies and clients commonly give up after a minute; what is preferred beyond this is held this long. */
    static final int LONGEST_SECONDS = 55;

    private static final Preference NONE = new Preference(Duration.ZERO, null);
    private static final Pattern WAIT =
            Pattern.compile("\\s*+wait\\s*+=\\s*+\"?([0-9]{1,9})\"?\\s*+(?:;.*+)?", Pattern.CASE_INSENSITIVE);

    /** What cannot be read is ignored, as section 2 of the RFC asks; of several the first counts. */
    static Preference of(@Nullable List<String> headers) {
        if (headers == null) {
            return NONE;
        }
        for (String header : headers) {
            for (String preference : header.split(",", -1)) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    int seconds = Math.min(Integer.parseInt(wait.group(1)), LONGEST_SECONDS);
                    return new Preference(Duration.ofSeconds(seconds), "wait=" + seconds);
                }
            }
        }
        return NONE;
    }

    boolean holds() {
        return !hold.isZero();
    }
}
