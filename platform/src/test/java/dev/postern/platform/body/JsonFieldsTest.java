package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    private static final Choices<Integer> CHOICES = Choices.of(new Integer[] {1, 2}, number -> "v" + number);
    private static final Map<String, Consumer<JsonFields>> READERS = Map.ofEntries(
            Map.entry("requiredString", fields -> fields.requiredString("f", TextLimit.ID)),
            Map.entry("requiredNonEmptyString", fields -> fields.requiredNonEmptyString("f", TextLimit.ID)),
            Map.entry("optionalString", fields -> fields.optionalString("f", TextLimit.ID)),
            Map.entry("choice", fields -> fields.choice("f", CHOICES, 1)),
            Map.entry("optionalChoice", fields -> fields.optionalChoice("f", CHOICES)),
            Map.entry("requiredChoice", fields -> fields.requiredChoice("f", CHOICES, 1)),
            Map.entry("requiredStrings", fields -> fields.requiredStrings("f", TextLimit.ID, 10)),
            Map.entry("optionalStringMap", fields -> fields.optionalStringMap("f", TextLimit.ID, 10)),
            Map.entry("optionalBoolean", fields -> fields.optionalBoolean("f", true)),
            Map.entry("optionalInteger", fields -> fields.optionalInteger("f", 0, 10, 5)),
            Map.entry("optionalTime", fields -> fields.optionalTime("f")),
            Map.entry("requiredObject", fields -> fields.requiredObject("f")));

    @Provide
    Arbitrary<String> values() {
        return JsonInputs.values();
    }

    @Property
    void noValueMakesAReaderFailButOnlyNoteErrorsAtItsField(@ForAll("values") String value) {
        READERS.forEach((name, reader) -> {
            JsonFields fields = with(value);
            assertThatCode(() -> reader.accept(fields)).as(name).doesNotThrowAnyException();
            assertThat(fields.errors())
                    .as(name + " of " + value)
                    .allSatisfy(error -> assertThat(error.loc()).startsWith("body", "f"));
        });
    }

    @Property
    void checkRefusesExactlyWhenAnErrorWasNoted(@ForAll("values") String value) {
        READERS.forEach((name, reader) -> {
            JsonFields fields = with(value);
            reader.accept(fields);
            Problem refused = catchThrowableOfType(Problem.class, fields::check);
            assertThat(refused == null ? List.of() : refused.errors()).isEqualTo(fields.errors());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "requiredString, missing",
        "requiredNonEmptyString, missing",
        "requiredChoice, missing",
        "requiredStrings, missing",
        "requiredObject, missing",
        "optionalString, ''",
        "optionalChoice, ''",
        "choice, ''",
        "optionalStringMap, ''",
        "optionalBoolean, ''",
        "optionalInteger, ''",
        "optionalTime, ''"
    })
    void saysMissingOnlyForWhatMustBeThere(String reader, String type) {
        assertThat(types(reader, "{}")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "requiredString, string_type",
        "requiredNonEmptyString, string_type",
        "choice, enum",
        "requiredChoice, enum",
        "requiredStrings, list_type",
        "requiredObject, model_attributes_type",
        "optionalString, ''",
        "optionalChoice, ''",
        "optionalStringMap, ''",
        "optionalBoolean, ''",
        "optionalInteger, ''",
        "optionalTime, ''"
    })
    void takesNullForAbsentWhereTheFieldIsOptional(String reader, String type) {
        assertThat(types(reader, "{\"f\":null}")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requiredString         | 7                      | string_type",
                "requiredNonEmptyString | []                     | string_type",
                "requiredNonEmptyString | \"\"                   | string_too_short",
                "optionalString         | {}                     | string_type",
                "choice                 | \"v3\"                 | enum",
                "optionalChoice         | 1                      | enum",
                "requiredChoice         | \"V1\"                 | enum",
                "requiredStrings        | \"a\"                  | list_type",
                "requiredStrings        | [\"a\",1,null]         | string_type string_type",
                "optionalStringMap      | []                     | dict_type",
                "optionalStringMap      | {\"a\":\"b\",\"c\":{}} | string_type",
                "optionalBoolean        | \"true\"               | bool_type",
                "optionalInteger        | 1.5                    | int_type",
                "optionalInteger        | \"1\"                  | int_type",
                "optionalInteger        | 99999999999999999999   | int_type",
                "optionalInteger        | -1                     | greater_than_equal",
                "optionalInteger        | 11                     | less_than_equal",
                "optionalTime           | true                   | datetime_type",
                "optionalTime           | \"soon\"               | datetime_from_date_parsing",
                "optionalTime           | 1e400                  | datetime_from_date_parsing",
                "optionalTime           | 253402300800           | datetime_from_date_parsing",
                "requiredObject         | []                     | model_attributes_type"
            })
    void namesWhatIsWrongInPydanticsWords(String reader, String value, String types) {
        assertThat(types(reader, "{\"f\":" + value + "}")).isEqualTo(types);
    }

    @Test
    void readsValuesOfTheRightType() {
        // Given
        JsonFields fields = fields("""
                {"text":"t","choice":"v2","list":["a","b"],"map":{"k":"v"},"yes":true,"number":7,
                 "time":"2026-01-02T03:04:05Z","seconds":1.5,"object":{"inner":"i"}}""");
        // Then
        assertThat(fields.requiredNonEmptyString("text", TextLimit.ID)).isEqualTo("t");
        assertThat(fields.requiredChoice("choice", CHOICES, 1)).isEqualTo(2);
        assertThat(fields.requiredStrings("list", TextLimit.ID, 10)).containsExactly("a", "b");
        assertThat(fields.optionalStringMap("map", TextLimit.ID, 10)).isEqualTo(Map.of("k", "v"));
        assertThat(fields.optionalBoolean("yes", false)).isTrue();
        assertThat(fields.optionalInteger("number", 0, 10, 5)).isEqualTo(7);
        assertThat(fields.optionalTime("time")).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(fields.optionalTime("seconds")).isEqualTo(Instant.parse("1970-01-01T00:00:01.5Z"));
        assertThat(fields.requiredObject("object").requiredString("inner", TextLimit.ID))
                .isEqualTo("i");
        assertThat(fields.errors()).isEmpty();
    }

    @Test
    void collectsTheErrorsOfObjectsWithinInTheOrderOfReading() {
        // Given
        JsonFields fields = fields("{\"a\":1,\"object\":{\"b\":2}}");
        // When
        fields.requiredString("a", TextLimit.ID);
        JsonFields inner = fields.requiredObject("object");
        inner.requiredString("b", TextLimit.ID);
        fields.requiredString("c", TextLimit.ID);
        // Then
        assertThat(fields.errors())
                .extracting(FieldError::loc)
                .containsExactly(List.of("body", "a"), List.of("body", "object", "b"), List.of("body", "c"));
    }

    @Test
    void saysOnceThatAnObjectIsMissing() {
        // Given
        JsonFields fields = fields("{}");
        // When
        fields.requiredObject("object").requiredString("inner", TextLimit.ID);
        // Then
        assertThat(fields.errors()).extracting(FieldError::loc).containsExactly(List.of("body", "object"));
    }

    @Test
    void namesTheElementOrMemberThatIsWrong() {
        // Given
        JsonFields fields = fields("{\"list\":[\"a\",1],\"map\":{\"k\":2}}");
        // When
        fields.requiredStrings("list", TextLimit.ID, 10);
        fields.optionalStringMap("map", TextLimit.ID, 10);
        // Then
        assertThat(fields.errors())
                .extracting(FieldError::loc)
                .containsExactly(List.of("body", "list", 1), List.of("body", "map", "k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b"})
    void refusesToStoreANul(String text) {
        // Given
        JsonFields fields = with("\"" + text + "\"");
        // When
        fields.requiredString("f", TextLimit.ID);
        // Then
        assertThat(fields.errors()).extracting(FieldError::type).containsExactly("value_error");
    }

    @Test
    void refusesAListOrAnObjectWithTooManyMembersWithOneError() {
        // Given
        JsonFields fields = fields("{\"list\":[1,2,3],\"map\":{\"a\":1,\"b\":2,\"c\":3}}");
        // When
        fields.requiredStrings("list", TextLimit.ID, 2);
        fields.optionalStringMap("map", TextLimit.ID, 2);
        // Then
        assertThat(fields.errors()).extracting(FieldError::type).containsExactly("too_long", "too_long");
    }

    @Test
    void measuresTheMembersOfListsAndObjects() {
        // Given
        String longText = "a".repeat(256);
        JsonFields fields = fields("{\"list\":[\"%1$s\"],\"map\":{\"k\":\"%1$s\",\"%1$s\":\"v\"}}".formatted(longText));
        // When
        fields.requiredStrings("list", TextLimit.ID, 2);
        fields.optionalStringMap("map", TextLimit.ID, 2);
        // Then
        assertThat(fields.errors())
                .extracting(FieldError::loc)
                .containsExactly(List.of("body", "list", 0), List.of("body", "map", "k"), List.of("body", "map"));
    }

    @Test
    void measuresACleanTextWithoutItsControlCharacters() {
        // Given
        JsonFields fields = with("\"" + "\\u0000".repeat(300) + "a".repeat(255) + "\"");
        // Then
        assertThat(fields.requiredCleanString("f", TextLimit.ID)).isEqualTo("a".repeat(255));
        assertThat(fields.optionalCleanString("f", TextLimit.ID)).isEqualTo("a".repeat(255));
        assertThat(fields.errors()).isEmpty();
    }

    @Test
    void countsCharactersAndNotSurrogates() {
        // Given
        String key = "\uD83D\uDD11";
        JsonFields fields = fields("{\"fits\":\"" + key.repeat(255) + "\",\"long\":\"" + key.repeat(256) + "\"}");
        // When
        fields.requiredString("fits", TextLimit.ID);
        fields.requiredString("long", TextLimit.ID);
        fields.optionalString("absent", TextLimit.ID);
        // Then
        assertThat(fields.errors()).extracting(FieldError::loc).containsExactly(List.of("body", "long"));
    }

    @Test
    void keepsTheErrorsOfAPartApartUntilTheyAreHandedOn() {
        // Given
        JsonFields body = fields("{}");
        JsonFields part =
                JsonFields.of(JsonNodeFactory.instance.objectNode().put("a", 1), List.of("body", "union", "First"));
        // When
        part.requiredString("a", TextLimit.ID);
        // Then
        assertThat(body.errors()).isEmpty();
        body.rejectAll(part.errors());
        assertThat(body.errors()).extracting(FieldError::loc).containsExactly(List.of("body", "union", "First", "a"));
    }

    private static String types(String reader, String body) {
        JsonFields fields = fields(body);
        READERS.get(reader).accept(fields);
        return String.join(" ", fields.errors().stream().map(FieldError::type).toList());
    }

    private static JsonFields with(String value) {
        return fields("{\"f\":" + value + "}");
    }

    private static JsonFields fields(String body) {
        return JsonBody.parse(body.getBytes(StandardCharsets.UTF_8), null).fieldsAsSent();
    }
}
