package dev.postern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code --help} of {@code ./postern bench} and {@code simulate} prints a committed file, since it needs no build. {@code -Dpostern.usage.write=true}
 * writes the files anew.
 */
class UsageTest {

    static Stream<Map.Entry<String, String>> usages() {
        return Stream.of(new Benchmarks(), new Simulations())
                .flatMap(command -> Verb.usages(command).entrySet().stream());
    }

    @ParameterizedTest
    @MethodSource("usages")
    void theCommittedTextIsTheUsageOfTheMeasurement(Map.Entry<String, String> usage) throws IOException {
        // Given
        Path committed = Path.of("usage", usage.getKey() + ".txt");
        // When
        if (Boolean.getBoolean("postern.usage.write")) {
            Files.writeString(committed, usage.getValue());
        }
        // Then
        assertThat(committed).content(StandardCharsets.UTF_8).isEqualTo(usage.getValue());
    }

    @Test
    void anUnknownMeasurementIsRefusedInOneLine() {
        // Given
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        // When
        int code = Verb.run(new Benchmarks(), System.out, new PrintStream(err, true, StandardCharsets.UTF_8), "speed");
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("speed", "./postern bench --help")
                .hasLineCount(1);
    }
}
