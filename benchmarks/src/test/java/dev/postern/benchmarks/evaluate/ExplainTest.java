package dev.postern.benchmarks.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process, since the console and the streams are what differs from terminal to pipe. */
class ExplainTest {
    @TempDir
    Path folder;

    @Test
    void readsAMessageFromAPipe() throws Exception {
        // Given
        String message = "305914 is your verification code.";
        // When
        String said = explain(message);
        // Then
        assertThat(said).contains("read as    a text").contains("code       305914");
    }

    @Test
    void readsAMailByItsHeaders() throws Exception {
        // Given
        String message = "Subject: Sign in\r\nFrom: a@example.com\r\n\r\nYour code is 305914\r\n";
        // When
        String said = explain(message);
        // Then
        assertThat(said).contains("read as    a mail").contains("code       305914");
    }

    @Test
    void saysWhyNothingWasFound() throws Exception {
        // When
        String said = explain("Lunch at noon?");
        // Then
        assertThat(said).contains("nothing    no_candidate");
    }

    private String explain(String message) throws IOException, InterruptedException {
        Path input = Files.writeString(folder.resolve("message"), message);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Explain.class.getName())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
