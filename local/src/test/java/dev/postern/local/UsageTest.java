package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.verb.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code ./postern VERB --help} prints a committed file, since it needs no build. {@code -Dpostern.usage.write=true} writes
 * the files anew.
 */
class UsageTest {

    static Stream<Map.Entry<String, Object>> verbs() {
        return Stream.of(
                Map.entry("up", new Up()),
                Map.entry("down", new Down()),
                Map.entry("key", new CreateKey(Map.of(), System.out)),
                Map.entry("tail", new Tail()),
                Map.entry("secrets", new MakeSecrets()));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theCommittedTextIsTheUsageOfTheVerb(Map.Entry<String, Object> verb) throws IOException {
        // Given
        Path committed = Path.of("usage", verb.getKey() + ".txt");
        // When
        String usage = Verb.usage(verb.getValue());
        if (Boolean.getBoolean("postern.usage.write")) {
            Files.writeString(committed, usage);
        }
        // Then
        assertThat(committed).content(StandardCharsets.UTF_8).isEqualTo(usage);
    }
}
