package dev.postern.resolver.message;

import dev.postern.platform.problem.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The last message of a page; the next page begins after it. Callers hand it back as it is.
 *
 * @param receivedAt in whole microseconds
 */
record Cursor(Instant receivedAt, String id) {
    private static final int LONGEST = 200;
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    static Cursor of(StoredMessage message) {
        return new Cursor(message.receivedAt(), message.id());
    }

    /** What a caller hands back; null for the first page. One that is none of ours is noted with the fields' errors. */
    static @Nullable Cursor read(JsonFields fields, String field) {
        String text = fields.optionalString(field);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            if (text.length() <= LONGEST) {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", -1);
                if (parts.length == 2 && parts[1].matches("[A-Za-z0-9_-]+")) {
                    Instant receivedAt = Instant.parse(parts[0]);
                    if (isOfOurTime(receivedAt)) {
                        return new Cursor(receivedAt, parts[1]);
                    }
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // As any other text that was never a cursor.
        }
        fields.reject(field, "value_error", "Input should be the cursor of an earlier answer");
        return null;
    }

    /** Whether anything can have been received then; PostgreSQL's times end before Java's. */
    static boolean isOfOurTime(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
    }

    /** As callers see it. */
    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((receivedAt + " " + id).getBytes(StandardCharsets.US_ASCII));
    }
}
