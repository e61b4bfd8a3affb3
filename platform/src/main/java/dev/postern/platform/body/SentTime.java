package dev.postern.platform.body;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms in which Skyvern's API takes a time. Years are 1 to 9999, as in Python; anything else is no time. */
final class SentTime {
    private static final int MAX_NANOS_DIGITS = 9;
    private static final int MAX_WHOLE_DIGITS = 20;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int DATE_LENGTH = 10;
    // As date(1) and strftime write them: a comma before the fraction, an offset without a colon.
    private static final Pattern COMMA = Pattern.compile("(:\\d\\d),(?=\\d)");
    private static final Pattern BASIC_OFFSET = Pattern.compile("(?<=[\\d])([+-]\\d\\d)(\\d\\d)$");

    private SentTime() {}

    /**
     * Of ISO 8601 text, with a T or a space between date and time, a point or a comma before the fraction, and an offset with a
     * colon or without; without a zone it is UTC.
     */
    static Optional<Instant> ofText(String text) {
        String stripped = text.strip();
        String iso = stripped.length() > DATE_LENGTH && stripped.charAt(DATE_LENGTH) == ' '
                ? stripped.replaceFirst(" ", "T")
                : stripped;
        if (iso.length() > DATE_LENGTH) {
            String time = COMMA.matcher(iso.substring(DATE_LENGTH)).replaceFirst("$1.");
            iso = iso.substring(0, DATE_LENGTH) + BASIC_OFFSET.matcher(time).replaceFirst("$1:$2");
        }
        try {
            return inRange(
                    isZoned(iso)
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Of seconds since 1970, to the nanosecond. */
    static Optional<Instant> ofSeconds(BigDecimal seconds) {
        // Digits before the point: a large exponent would otherwise be written out.
        long wholeDigits = (long) seconds.precision() - seconds.scale();
        if (seconds.scale() > MAX_NANOS_DIGITS || wholeDigits > MAX_WHOLE_DIGITS) {
            return Optional.empty();
        }
        try {
            BigDecimal whole = new BigDecimal(seconds.toBigInteger());
            return inRange(Instant.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(MAX_NANOS_DIGITS).longValueExact()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isZoned(String iso) {
        return iso.endsWith("Z")
                || iso.endsWith("z")
                || iso.lastIndexOf('+') > DATE_LENGTH
                || iso.lastIndexOf('-') > DATE_LENGTH;
    }

    private static Optional<Instant> inRange(Instant time) {
        return time.isBefore(FIRST) || !time.isBefore(END) ? Optional.empty() : Optional.of(time);
    }
}
