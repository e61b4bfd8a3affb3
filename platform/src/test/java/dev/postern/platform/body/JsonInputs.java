package dev.postern.platform.body;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Bodies as callers may send them: JSON of every shape, with odd texts in it, and what only looks like JSON. */
final class JsonInputs {
    private static final List<String> NUMBERS = List.of(
            "0", "-0", "7", "-1.5", "1e3", "1e400", "-1e999999999", "1e-400", "9223372036854775808", "9".repeat(900));
    // What a caller may spell in a text: a whole pair, halves of one, NUL, controls, escapes.
    private static final List<String> PIECES = List.of(
            "a",
            " ",
            "\\u0000",
            "\\u0001",
            "\\ud83d\\udd11",
            "\\ud83d",
            "\\udd11",
            "\\\"",
            "\\n",
            "é",
            "\uD83D\uDD11",
            "\\ud800x\\udc00");

    private JsonInputs() {}

    /** A text as it is spelt in JSON, with its quotes. */
    static Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(5).map(pieces -> "\"" + String.join("", pieces) + "\"");
    }

    /** Any JSON value. */
    static Arbitrary<String> values() {
        return values(3);
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> flat = Arbitraries.oneOf(
                texts(), Arbitraries.of(NUMBERS), Arbitraries.of("true", "false", "null", "{}", "[]"));
        if (depth == 0) {
            return flat;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(3, flat),
                Tuple.of(1, values(depth - 1).list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]")),
                Tuple.of(1, objects(depth - 1)));
    }

    /** Any JSON object; a member may stand in it twice. */
    static Arbitrary<String> objects() {
        return objects(3);
    }

    private static Arbitrary<String> objects(int depth) {
        Arbitrary<String> names =
                Arbitraries.of("\"a\"", "\"b\"", "\"a/b~c\"", "\"\"", "\"\\u0000\"", "\"\uD83D\uDD11\"");
        return Combinators.combine(names, values(depth))
                .as((name, value) -> name + ":" + value)
                .list()
                .ofMaxSize(4)
                .map(members -> members.stream().collect(Collectors.joining(",", "{", "}")));
    }

    /** Anything that can be posted: JSON, JSON with one byte changed, any bytes. */
    static Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> json = values().map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> damaged = Combinators.combine(
                        json.filter(bytes -> bytes.length > 0), Arbitraries.integers(), Arbitraries.bytes())
                .as((bytes, place, value) -> {
                    byte[] changed = bytes.clone();
                    changed[Math.floorMod(place, changed.length)] = value;
                    return changed;
                });
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Arbitraries.oneOf(json, damaged, any);
    }
}
