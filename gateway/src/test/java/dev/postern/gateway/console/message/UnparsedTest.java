package dev.postern.gateway.console.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.console.message.Unparsed.Part;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class UnparsedTest {

    @Test
    void theTextIsCutWhereSomethingMayBePicked() {
        // When
        Unparsed message = Unparsed.of(message(
                "Use 481 922 or 12345",
                candidate("code", "12345", 15, 20),
                candidate("code", "481 922", 4, 11),
                new JsonObject().put("kind", "link").put("value", "https://a.example/x")));
        // Then
        assertThat(message.parts())
                .containsExactly(
                        new Part("Use ", ""),
                        new Part("481 922", "code"),
                        new Part(" or ", ""),
                        new Part("12345", "code"),
                        new Part("", ""));
        assertThat(message.links()).containsExactly(new Part("https://a.example/x", "link"));
    }

    @Test
    void placesThatDoNotFitTheTextAreLeftOut() {
        // When
        Unparsed message = Unparsed.of(message(
                "abc 1234",
                candidate("code", "1234", 4, 8),
                candidate("code", "34", 6, 8),
                candidate("code", "x", 7, 99)));
        // Then
        assertThat(message.parts()).containsExactly(new Part("abc ", ""), new Part("1234", "code"), new Part("", ""));
    }

    @Test
    void aMessageThatCannotBeOpenedHasNoText() {
        assertThat(Unparsed.of(new JsonObject()).parts()).isEmpty();
    }

    private static JsonObject message(String text, JsonObject... candidates) {
        JsonArray all = new JsonArray();
        for (JsonObject candidate : candidates) {
            all.add(candidate);
        }
        return new JsonObject().put("text", text).put("candidates", all);
    }

    private static JsonObject candidate(String kind, String value, int start, int end) {
        return new JsonObject()
                .put("kind", kind)
                .put("value", value)
                .put("start", start)
                .put("end", end);
    }
}
