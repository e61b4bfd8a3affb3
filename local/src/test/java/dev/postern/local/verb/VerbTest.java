package dev.postern.local.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class VerbTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void endsWithTheCommandsOwnExitCode() {
        assertThat(run("--count", "7")).isEqualTo(7);
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "99999999999"})
    void refusesACountThatCountsNothing(String count) {
        // When
        int code = run("--count", count);
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(text(err))
                .startsWith("postern: ")
                .contains("--count", "needs a number from 1 to 2147483647. See ./postern counting --help.")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"--cuont 1, --cuont", "surplus, surplus"})
    void refusesWhatItDoesNotKnowInOneLine(String arguments, String named) {
        // When
        int code = run(arguments.split(" ", -1));
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(text(err)).contains(named, "./postern counting --help").hasLineCount(1);
    }

    @Test
    void tellsAFailureAsTheSentenceItIs() {
        // When
        int code = run("--count", "13");
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(text(err)).isEqualTo("postern: thirteen is not counted; take twelve." + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void printsItsUsageWithoutRunning(String help) {
        // When
        int code = run(help, "--count", "13");
        // Then
        assertThat(code).isZero();
        assertThat(text(out))
                .isEqualTo(Verb.usages(new Counting()).get("counting"))
                .contains("--count", "how many");
        assertThat(text(err)).isEmpty();
    }

    private int run(String... arguments) {
        return Verb.run(new Counting(), stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Command(name = "./postern counting", description = "Counts.")
    private static final class Counting implements Callable<Integer> {
        @Option(names = "--count", converter = AboveZero.class, description = "how many")
        private int count;

        @Override
        public Integer call() {
            if (count == 13) {
                throw new VerbFailed("thirteen is not counted; take twelve.");
            }
            return count;
        }
    }
}
