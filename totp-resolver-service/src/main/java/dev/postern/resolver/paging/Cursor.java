package dev.postern.resolver.paging;

import dev.postern.platform.body.Fields;
import dev.postern.platform.body.TextLimit;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as a key and not as a count, so new arrivals do not move it. It is a place in the caller's own
 * list and no secret. Callers hand it back unchanged.
 *
 * @param receivedAt when the last code or message looked at was received, or the last request made
 * @param id the id of that code, message or request
 */
public record Cursor(Instant receivedAt, String id) {
    private static final Pattern FORM = Pattern.compile("(\\S{1,40}) ((?:totp|cr)_[A-Za-z0-9_-]{1,100})");

    /** The cursor that a caller hands back; null when absent. A malformed one is noted with the other wrong fields. */
    public static @Nullable Cursor read(Fields fields, String field) {
        String text = fields.optionalString(field, TextLimit.CURSOR);
        if (text == null || text.isEmpty() || !TextLimit.CURSOR.allows(text)) {
            return null;
        }
        Cursor cursor = parse(text);
        if (cursor == null) {
            fields.reject(field, "value_error", "Input should be the next_cursor of an earlier answer");
        }
        return cursor;
    }

    private static @Nullable Cursor parse(String text) {
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (!parts.matches()) {
                return null;
            }
            Instant at = Instant.parse(parts.group(1));
            int year = at.atOffset(ZoneOffset.UTC).getYear();
            return year < 1970 || year > 9999 ? null : new Cursor(at, parts.group(2));
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /** As callers see it. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((receivedAt + " " + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** As the database compares it. */
    public OffsetDateTime time() {
        return receivedAt.atOffset(ZoneOffset.UTC);
    }
}
