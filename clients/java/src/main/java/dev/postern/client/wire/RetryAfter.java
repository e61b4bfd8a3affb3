package dev.postern.client.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a {@code Retry-After} (RFC 9110, section 10.2.3) asks to wait. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** The clock by which the server wrote a date: that of its answer, since the clock of this machine may be wrong. */
    static InstantSource clock(@Nullable String date) {
        try {
            Instant at = date == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
            return at == null ? InstantSource.system() : InstantSource.fixed(at);
        } catch (DateTimeException e) {
            return InstantSource.system();
        }
    }

    /** A number of seconds or a date, at most a day; null for any other text. */
    static @Nullable Duration of(@Nullable String header, InstantSource clock) {
        String value = header == null ? "" : header.strip();
        if (value.matches("[0-9]+")) {
            return shorter(Duration.ofSeconds(Long.parseLong(value.substring(0, Math.min(9, value.length())))));
        }
        try {
            ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration until = Duration.between(clock.instant(), at.toInstant());
            return until.isNegative() ? Duration.ZERO : shorter(until);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration shorter(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
