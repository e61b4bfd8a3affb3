package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Provide
    Arbitrary<byte[]> bodies() {
        return JsonInputs.bodies();
    }

    @Provide
    Arbitrary<String> objects() {
        return JsonInputs.objects();
    }

    @Property
    void everyBodyIsReadOrRefusedWithAPlace(@ForAll("bodies") byte[] body) {
        try {
            JsonBody.parse(body, "application/json").fields();
        } catch (Problem problem) {
            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_BODY);
            assertThat(problem.errors()).isNotEmpty().allSatisfy(error -> {
                assertThat(error.loc()).startsWith("body");
                assertThat(error.type()).isNotBlank();
                assertThat(error.msg()).isNotBlank();
            });
        }
    }

    @Property
    void noTextThatIsReadHasALoneSurrogate(@ForAll("objects") String object) throws JsonProcessingException {
        JsonBody body = body(object);
        try {
            body.fields();
        } catch (Problem refused) {
            assertThat(refused.errors()).extracting(FieldError::type).containsOnly("string_unicode");
            return;
        }
        assertThat(texts(body)).noneMatch(StorableText::hasLoneSurrogate);
    }

    @Property
    void keepsLoneSurrogatesForCallersThatReplaceThem(@ForAll("objects") String object) {
        assertThatCode(() -> body(object).fieldsAsSent()).doesNotThrowAnyException();
    }

    @Property
    void whiteSpaceDoesNotChangeTheCanonicalForm(@ForAll("objects") String object) {
        assertThat(body(" \n" + object + "\t ").canonical())
                .isEqualTo(body(object).canonical());
    }

    @Test
    void namesTheMemberWithALoneSurrogate() {
        // When
        Problem refused = refusal("{\"a\":[{\"b\":\"\\ud800\"}],\"d\":\"\\udc00\\ud800\"}");
        // Then
        assertThat(refused.errors())
                .extracting(FieldError::loc)
                .containsExactly(List.of("body", "a", 0, "b"), List.of("body", "d"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 8, 15, 16, 100, 1_000})
    void refusesAMemberWhoseNameHasALoneSurrogate(int length) {
        for (String half : List.of("\\ud800", "\\udc00", "\\udc00\\ud800")) {
            assertThat(refusal("{\"a\":{\"" + "n".repeat(length) + half + "\":1}}")
                            .errors())
                    .extracting(FieldError::type)
                    .containsExactly("json_invalid");
        }
    }

    /** Jackson recognises UTF-16 by itself, and its reader of characters takes such names. */
    @Test
    void refusesSuchAMemberInUtf16Too() {
        // Given
        byte[] body = "{\"a\":{\"\\ud800\":1}}".getBytes(StandardCharsets.UTF_16BE);
        // When
        Problem refused = catchThrowableOfType(
                Problem.class, () -> JsonBody.parse(body, null).fields());
        // Then
        assertThat(refused.errors())
                .containsExactly(
                        new FieldError("string_unicode", List.of("body", "a"), "Keys should be valid strings"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing",
        "'   ', missing",
        "'[]', model_attributes_type",
        "'\"text\"', model_attributes_type",
        "null, model_attributes_type",
        "7, model_attributes_type",
        "'{', json_invalid",
        "'{}{}', json_invalid",
        "'{\"a\":1,}', json_invalid",
        "'{\"a\":NaN}', json_invalid",
        "'/* c */ {}', json_invalid"
    })
    void refusesWhatIsNoObject(String body, String type) {
        assertThat(refusal(body).errors()).extracting(FieldError::type).containsExactly(type);
    }

    @Test
    void saysAtWhichByteTheJsonEnds() {
        assertThat(refusal("{\"a\" 1}").errors().getFirst().loc()).isEqualTo(List.of("body", 5L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xc0, 0xff})
    void refusesBytesThatAreNoUtf8(int odd) {
        // Given
        byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) odd, '"', '}'};
        // When
        Problem refused = catchThrowableOfType(Problem.class, () -> JsonBody.parse(body, null));
        // Then
        assertThat(refused.errors()).extracting(FieldError::type).containsExactly("json_invalid");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 50_000})
    void refusesDeepNestingInsteadOfRunningOutOfStack(int depth) {
        assertThat(refusal("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
                        .errors())
                .extracting(FieldError::type)
                .containsExactly("json_invalid");
    }

    @Test
    void refusesANumberOfMoreThanAThousandDigits() {
        assertThat(refusal("{\"a\":" + "9".repeat(1_001) + "}").errors())
                .extracting(FieldError::type)
                .containsExactly("json_invalid");
    }

    @Test
    void ofAMemberThatStandsTwiceTheLastCounts() {
        assertThat(body("{\"a\":\"first\",\"a\":\"last\"}").fields().requiredString("a", TextLimit.ID))
                .isEqualTo("last");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON; charset=utf-8",
                " application/json ",
                "application/vnd.postern+json"
            })
    void takesWhatIsDeclaredAsJsonOrNotAtAll(@Nullable String contentType) {
        assertThat(JsonBody.parse(bytes("{\"a\":\"b\"}"), contentType).fields().requiredString("a", TextLimit.ID))
                .isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonp", "application/x-www-form-urlencoded", "", "json"})
    void doesNotParseWhatIsDeclaredAsSomethingElse(String contentType) {
        // Given
        JsonBody body = JsonBody.parse(bytes("{\"a\":"), contentType);
        // When
        Problem refused = catchThrowableOfType(Problem.class, body::fields);
        // Then
        assertThat(refused.errors()).extracting(FieldError::type).containsExactly("model_attributes_type");
        assertThat(body.isEmpty()).isFalse();
    }

    @Test
    void isEmptyOnlyWhenNothingWasSent() {
        assertThat(JsonBody.parse(new byte[0], "text/plain").isEmpty()).isTrue();
        assertThat(body("  ").isEmpty()).isFalse();
        assertThat(body("null").isEmpty()).isFalse();
    }

    private static Problem refusal(String body) {
        return catchThrowableOfType(Problem.class, () -> body(body).fields());
    }

    private static JsonBody body(String json) {
        return JsonBody.parse(bytes(json), "application/json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(JsonBody body) throws JsonProcessingException {
        List<String> texts = new ArrayList<>();
        collect(JSON.readTree(body.canonical()), texts);
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.properties().forEach(member -> texts.add(member.getKey()));
        node.forEach(child -> collect(child, texts));
    }

    @Test
    void makesNoPathsForWhatIsRight() {
        // Given
        int deep = 990;
        String json = "{\"a\":" + "[".repeat(deep) + "\"x\",".repeat(15_000) + "1" + "]".repeat(deep) + "}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonBody.parse(bytes, null).fields();
        // When
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        JsonBody.parse(bytes, null).fields();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // Then
        // A path for each element would be four thousand bytes for four that were sent.
        assertThat(allocated).isLessThan(60L * bytes.length);
    }

    @Test
    void refusesMoreTokensThanAnyRouteNeeds() {
        // Given
        byte[] bytes = ("{\"a\":[" + "1,".repeat(20_000) + "1]}").getBytes(StandardCharsets.UTF_8);
        // When
        Problem refused = catchThrowableOfType(Problem.class, () -> JsonBody.parse(bytes, null));
        // Then
        assertThat(refused.errors()).extracting(FieldError::type).containsExactly("json_invalid");
    }
}
