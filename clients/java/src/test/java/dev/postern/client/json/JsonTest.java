package dev.postern.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client writes and reads is what another library of JSON makes of it. */
class JsonTest {
    private static final ObjectMapper OTHER = new ObjectMapper();

    @Property
    void whatIsWrittenIsReadByAnotherLibraryAndByThisOne(
            @ForAll Map<@StringLength(max = 20) String, @StringLength(max = 40) String> texts,
            @ForAll long number,
            @ForAll boolean truth)
            throws Exception {
        // Given
        Map<String, Object> value = new HashMap<>(texts);
        value.put("number", number);
        value.put("truth", truth);
        value.put("nothing", null);
        value.put("inside", Map.of("texts", texts.values()));

        // When
        String written = Json.write(value);

        // Then
        JsonNode other = OTHER.readTree(written);
        assertThat(other.get("number").asLong()).isEqualTo(number);
        texts.forEach((name, text) -> {
            if (!name.equals("number") && !name.equals("truth") && !name.equals("nothing") && !name.equals("inside")) {
                assertThat(other.get(name).asText()).isEqualTo(text);
            }
        });
        assertThat(Json.write(Json.read(written))).isEqualTo(Json.write(Json.read(other.toString())));
    }

    @Property
    void noTextFailsWithAnythingButNotJson(@ForAll @StringLength(max = 60) String text) {
        assertThat(Json.objectOrEmpty(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "01",
                "1.",
                "+1",
                "1e",
                "nul",
                "[1]2",
                "NaN",
                "\"open",
                "{\"a\" 1}"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(NotJson.class);
    }

    @Test
    void aDeepOrLongTextIsRefusedInsteadOfEndingTheProcess() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(NotJson.class);
        assertThatThrownBy(() -> Json.read("9".repeat(100_000))).isInstanceOf(NotJson.class);
    }

    @Test
    void aMemberOfAnotherKindIsNull() throws Exception {
        // Given
        JsonObject object = JsonObject.of(Json.read("{\"text\":1,\"whole\":\"x\",\"objects\":{},\"number\":2.5}"));

        // Then
        assertThat(object.text("text")).isNull();
        assertThat(object.whole("whole")).isNull();
        assertThat(object.objects("objects")).isEmpty();
        assertThat(object.whole("number")).isEqualTo(2);
        assertThat(object.toString()).doesNotContain("2.5");
    }
}
