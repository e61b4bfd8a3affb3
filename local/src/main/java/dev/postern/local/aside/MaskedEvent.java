package dev.postern.local.aside;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event as a person may see it. It may be anything: its writer may have been hostile. So only members with known names are shown, and
 * only values in the form of an id, a time or a word; of others the length.
 */
final class MaskedEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> SHOWN = Set.of(
            "event_id",
            "organization_id",
            "totp_code_id",
            "code_request_id",
            "credential_id",
            "channel_id",
            "endpoint_id",
            "api_key_id",
            "otp_type",
            "kind",
            "state",
            "status",
            "reason",
            "action",
            "version",
            "received_at",
            "changed_at",
            "happened_at",
            "expires_at",
            "stated_until",
            "content_truncated");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:+-]{1,80}");
    // At most the last characters of a code: dev.postern.events.Masks.
    private static final Pattern MASKED_CODE = Pattern.compile("•{1,20}[\\p{L}\\p{N}]{0,2}");
    private static final int MOST_MEMBERS = 60;

    private MaskedEvent() {}

    /** The event's members, one to a line of text; a sentence for a value that is no JSON object. */
    static List<String> of(byte @Nullable [] value) {
        if (value == null) {
            return List.of("(no value)");
        }
        List<String> lines = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return List.of("(" + value.length + " bytes, no JSON object)");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME && lines.size() < MOST_MEMBERS) {
                String name = parser.currentName();
                parser.nextToken();
                lines.add(member(name, parser));
                parser.skipChildren();
            }
        } catch (IOException e) {
            // Without the parser's words, which quote the text.
            lines.add("(" + value.length + " bytes, broken JSON from here)");
        }
        return lines;
    }

    /** A text of an id's form, such as a topic's or an event's type; the length of any other. */
    static String plain(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        return PLAIN.matcher(text).matches() ? text : "(" + text.length() + " characters)";
    }

    /** The text of a header that holds an id or a word. */
    static String plain(byte @Nullable [] bytes) {
        return plain(bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
    }

    private static String member(String name, JsonParser parser) throws IOException {
        String known = PLAIN.matcher(name).matches() ? name : "(a name of " + name.length() + " characters)";
        return known + ": " + value(name, parser);
    }

    private static String value(String name, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "{…}";
            case START_ARRAY -> "[…]";
            case VALUE_NULL, VALUE_TRUE, VALUE_FALSE -> parser.getText();
            case VALUE_STRING -> text(name, parser.getText());
            default -> SHOWN.contains(name) ? plain(parser.getText()) : "(a number)";
        };
    }

    private static String text(String name, String text) {
        boolean shown = name.equals("code_masked")
                ? MASKED_CODE.matcher(text).matches()
                : SHOWN.contains(name) && PLAIN.matcher(text).matches();
        return shown ? text : "(" + text.length() + " characters)";
    }
}
