package dev.postern.local.aside;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that code-ingest-service kept and put aside, as far as a person may see it. The form of the file is that of its class
 * {@code SpooledRecord}.
 *
 * @param keptAt when it was kept; null when the file does not say
 * @param topic where it belongs; null when the file does not say
 * @param value the event; null when the file does not say
 */
// Nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
record SpooledFile(@Nullable Instant keptAt, @Nullable String topic, byte @Nullable [] value) {
    private static final JsonFactory JSON = new JsonFactory();

    /** What is in a file; of a file that is broken what stands before. */
    static SpooledFile read(Path file) throws IOException {
        Instant keptAt = null;
        String topic = null;
        byte[] value = null;
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken token = parser.nextToken();
                    if (name.equals("keptAtMillis") && token == JsonToken.VALUE_NUMBER_INT) {
                        keptAt = Instant.ofEpochMilli(parser.getLongValue());
                    } else if (name.equals("topic") && token == JsonToken.VALUE_STRING) {
                        topic = parser.getText();
                    } else if (name.equals("value") && token == JsonToken.VALUE_STRING) {
                        value = parser.getBinaryValue();
                    }
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            // Its words quote the text.
            return new SpooledFile(keptAt, topic, value);
        }
        return new SpooledFile(keptAt, topic, value);
    }

    /** One line on it. */
    String line(String id) {
        return String.join(
                "  ",
                id,
                keptAt == null ? "-" : keptAt.toString(),
                MaskedEvent.plain(topic),
                (value == null ? 0 : value.length) + " bytes");
    }

    /** The event's members. */
    List<String> members() {
        return MaskedEvent.of(value);
    }

    @Override
    public String toString() {
        return "SpooledFile[***]";
    }
}
