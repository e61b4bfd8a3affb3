package dev.postern.ingest.proof;

import dev.postern.ingest.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How old a signature may be. A fresh one is of the last five minutes, or of the next, since clocks differ. Some providers may
 * send a post again for hours under its first signature. Theirs is late for as long, and an hour more.
 */
public final class TimeWindow {
    /** For providers that sign each attempt anew. */
    public static final TimeWindow FRESH_ONLY = new TimeWindow(Duration.ZERO);

    /** The channel's setting for the greatest difference in seconds. With it nothing is late. */
    public static final String SETTING = "tolerance_seconds";

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final Duration late;

    private TimeWindow(Duration late) {
        this.late = late;
    }

    /** For a provider that tries again for so long and may not sign anew. */
    public static TimeWindow forRetriesOf(Duration retries) {
        return new TimeWindow(retries.plusHours(1));
    }

    /** The time in seconds of a text; null when it is none. */
    public static @Nullable Instant seconds(String text) {
        return SECONDS.matcher(text).matches() ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
    }

    /**
     * What the time of a genuine signature says of the post.
     *
     * @param signed null when it is no time at all
     */
    public Proof of(@Nullable Instant signed, Instant now, Channel channel) {
        if (signed == null) {
            return Proof.STALE;
        }
        Optional<Duration> set = channel.setting(SETTING).map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        Duration age = Duration.between(signed, now);
        if (age.abs().compareTo(set.orElse(FRESH)) <= 0) {
            return Proof.GENUINE;
        }
        boolean isLate = set.isEmpty() && age.isPositive() && age.compareTo(late) <= 0;
        return isLate ? Proof.LATE : Proof.STALE;
    }
}
