package dev.postern.command.code;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time such as 90, 90s, 5m or 2h. */
final class Seconds implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(s|m|h)?");

    @Override
    public Duration convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("needs a time such as 90s, 5m or 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        if ("h".equals(unit)) {
            return Duration.ofHours(number);
        }
        return "m".equals(unit) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
    }
}
