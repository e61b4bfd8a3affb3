package dev.postern.ingest.form;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that programs give a field of a form that lies within others, as they lie in JSON. */
final class FormNames {

    private FormNames() {}

    /** The names of the field at a JSON pointer: {@code a/b}, as of PHP {@code a[b]} and {@code a[b][]}, with dots {@code a.b}. */
    static List<String> of(String pointer) {
        List<String> steps = Stream.of(pointer.substring(1).split("/", -1))
                .map(FormNames::unescaped)
                .toList();
        String first = steps.getFirst();
        List<String> others = steps.subList(1, steps.size());
        String bracketed = first + others.stream().map(step -> '[' + step + ']').collect(Collectors.joining());
        return Stream.of(
                        String.join("/", steps),
                        bracketed,
                        String.join(".", steps),
                        bracketed + "[]",
                        bracketed + "[0]")
                .distinct()
                .toList();
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
