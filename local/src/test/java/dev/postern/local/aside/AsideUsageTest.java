package dev.postern.local.aside;

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

/** As {@code dev.postern.local.UsageTest}. */
class AsideUsageTest {

    static Stream<Map.Entry<String, String>> usages() {
        return Stream.of(new RefusedEvents(System.out), new DeadLetters(System.out), new SpooledMessages(System.out))
                .flatMap(verb -> Verb.usages(verb).entrySet().stream());
    }

    @ParameterizedTest
    @MethodSource("usages")
    void theCommittedTextIsTheUsageOfTheVerb(Map.Entry<String, String> usage) throws IOException {
        // Given
        Path committed = Path.of("usage", usage.getKey() + ".txt");
        // When
        if (Boolean.getBoolean("postern.usage.write")) {
            Files.writeString(committed, usage.getValue());
        }
        // Then
        assertThat(committed).content(StandardCharsets.UTF_8).isEqualTo(usage.getValue());
    }
}
