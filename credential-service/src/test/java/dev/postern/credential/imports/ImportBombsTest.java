package dev.postern.credential.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No file that a caller sends ends the service, or keeps it busy for long: each of {@link ImportBombs} is read in little memory. */
class ImportBombsTest {
    private static final long PATIENCE_SECONDS = 300;
    private static final int MOST_LINES = 200_000;

    @TempDir
    private Path folder;

    @Test
    void aFileThatIsMadeToCostMoreThanItWeighsIsRefusedOrReadWithinBounds() throws Exception {
        // When
        Path told = folder.resolve("told");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // Half of what the service has: the rest is for the body and for logins.
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportBombs.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();

        // Then
        List<String[]> lines = Files.readAllLines(told, StandardCharsets.UTF_8).stream()
                .map(line -> line.split("\t"))
                .toList();
        assertThat(ended).as("all that was read: %s", lines.size()).isTrue();
        assertThat(process.exitValue())
                .as("behind %s", lines.isEmpty() ? "nothing" : lines.getLast()[0])
                .isZero();
        assertThat(lines).extracting(line -> line[0]).containsExactlyElementsOf(ImportBombs.names());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line).as(line[0]).hasSize(4);
            assertThat(Integer.parseInt(line[2])).as(line[0]).isLessThanOrEqualTo(MOST_LINES);
            assertThat(Integer.parseInt(line[3])).as(line[0]).isLessThanOrEqualTo(101);
        });
    }
}
