package dev.postern.benchmarks.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Message;
import dev.postern.extraction.weight.Feature;
import dev.postern.extraction.weight.Weights;
import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
    @TempDir
    Path folder;

    private Path corpus;

    @BeforeEach
    void writeACorpus() throws IOException {
        StringBuilder texts = new StringBuilder("# Messages\n");
        for (int i = 0; i < 20; i++) {
            texts.append("1 | 6044")
                    .append(10 + i)
                    .append(" | Velunta: 6044")
                    .append(10 + i)
                    .append(" kelo\n");
            texts.append("1 | - | Velunta 50").append(10 + i).append(" kelo mbisi\n");
        }
        corpus = Files.writeString(folder.resolve("own.psv"), texts);
    }

    @Test
    void learnsWhatTellsCodesFromOtherNumbers() {
        // When
        Weights weights = Weights.read(trained());

        // Then
        assertThat(weights.of(Feature.AFTER_COLON)).isPositive();
        assertThat(weights.of(Feature.FOUR_DIGITS)).isNegative();
        assertThat(likely(weights, "Velunta: 730518 kelo")).isGreaterThan(0.8);
        assertThat(likely(weights, "Velunta 7305 kelo")).isLessThan(0.2);
    }

    @Test
    void learnsTheSameFromTheSameMessages() {
        assertThat(trained()).isEqualTo(trained());
    }

    private static double likely(Weights weights, String text) {
        return weights.confidence(
                new CodeExtractor().undecided(Message.text(text)).getFirst().features());
    }

    private String trained() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Verb.run(new Train(print(out), print(err)), print(out), print(err), corpus.toString());
        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
