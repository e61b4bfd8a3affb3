package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An example of docs/asking-for-a-code.md, as people paste it. */
final class Example {
    private static final Pattern BLOCK = Pattern.compile("```(python|typescript|bash)\n(.*?)```", Pattern.DOTALL);

    private Example() {}

    /** The example with that number, from 0, among those in the language. */
    static String of(String language, int number) throws IOException {
        return in("docs/asking-for-a-code.md", language).get(number);
    }

    /** All examples of a document in Markdown. */
    static List<String> in(String document, String language) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Checkout.folder().resolve(document)));
        List<String> found = new ArrayList<>();
        while (block.find()) {
            if (block.group(1).equals(language)) {
                found.add(block.group(2));
            }
        }
        assertThat(found).as(document).isNotEmpty();
        return found;
    }

    /** Node 20 runs no types. The example has few, all of these forms. */
    static String withoutTypes(String typescript) {
        return typescript
                .replaceAll(
                        ": (string|object|any|Promise<[a-z]+>|\\(code: string\\) => Promise<boolean>|\\(\\) => Promise<void>)",
                        "")
                .replace("body?", "body")
                .replace("_KEY!", "_KEY");
    }

    static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
