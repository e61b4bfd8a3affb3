package dev.postern.credential.published;

import dev.postern.platform.body.JsonFields;
import java.time.Duration;

/** How long a secret goes on beside the one that replaces it: the member {@code keep_previous_seconds}, a week at most. */
public final class KeepPrevious {
    /** An hour: enough time to enter the new one elsewhere, without losing anything in between. */
    public static final Duration HOUR = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofDays(7);

    private KeepPrevious() {}

    /**
     * The time; 0 ends the present secret at once. The caller checks the fields' errors.
     *
     * @param whenAbsent when the body does not say
     */
    public static Duration read(JsonFields fields, Duration whenAbsent) {
        return Duration.ofSeconds(
                fields.optionalInteger("keep_previous_seconds", 0, LONGEST.toSeconds(), whenAbsent.toSeconds()));
    }
}
