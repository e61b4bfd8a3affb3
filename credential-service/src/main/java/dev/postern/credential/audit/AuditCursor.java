package dev.postern.credential.audit;

import dev.postern.platform.body.Fields;
import dev.postern.platform.body.TextLimit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The row at which a page ended, so that new rows do not move the next page.
 *
 * @param at when it was done
 * @param seq its number
 */
record AuditCursor(Instant at, long seq) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,17})\\.([0-9]{1,18})");

    /** The cursor that a caller hands back; null when absent. A malformed one is noted with the other wrong parameters. */
    static @Nullable AuditCursor read(Fields fields, String field) {
        String text = fields.optionalString(field, TextLimit.CURSOR);
        if (text == null || text.isEmpty()) {
            return null;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            fields.reject(field, "value_error", "Input should be the next_cursor of an earlier answer");
            return null;
        }
        return new AuditCursor(
                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS), Long.parseLong(parts.group(2)));
    }

    static AuditCursor of(AuditEntry entry) {
        return new AuditCursor(entry.at(), entry.seq());
    }

    /** As callers see it. */
    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + seq;
    }
}
