package dev.postern.resolver.holding;

import dev.postern.platform.body.TextLimit;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller prefers its answer to be held: {@code Prefer: wait=N} (RFC 7240, section 4.3).
 *
 * @param hold zero to answer at once
 * @param applied the value of {@code Preference-Applied}; null when nothing was preferred
 */
public record WaitPreference(Duration hold, @Nullable String applied) {
    /** Proxies and clients commonly give up after a minute; a longer preference is held for this time. */
    static final int LONGEST_SECONDS = 55;

    /** How many characters of preferences are read; in a longer header none can be. */
    public static final int LONGEST = TextLimit.Most.LINE;

    private static final WaitPreference NONE = new WaitPreference(Duration.ZERO, null);
    private static final Pattern WAIT =
            Pattern.compile("\\s*+wait\\s*+=\\s*+\"?([0-9]{1,9})\"?\\s*+(?:;.*+)?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the {@code Prefer} headers. A preference that cannot be read is ignored (RFC 7240, section 2); of several
     * the first counts.
     *
     * @param headers null when none was sent
     */
    public static WaitPreference of(@Nullable List<String> headers) {
        if (headers == null) {
            return NONE;
        }
        for (String header : headers) {
            if (header.length() > LONGEST) {
                continue;
            }
            for (String preference : header.split(",", -1)) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    int seconds = Math.min(Integer.parseInt(wait.group(1)), LONGEST_SECONDS);
                    return new WaitPreference(Duration.ofSeconds(seconds), "wait=" + seconds);
                }
            }
        }
        return NONE;
    }

    /** Whether the answer is to be held at all. */
    public boolean holds() {
        return !hold.isZero();
    }
}
