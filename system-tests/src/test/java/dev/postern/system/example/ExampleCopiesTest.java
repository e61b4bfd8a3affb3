package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README shows the examples that are tried. */
class ExampleCopiesTest {
    @ParameterizedTest
    @CsvSource({"python,0", "python,1", "typescript,0", "bash,0"})
    void areThoseOfThePageAboutAsking(String language, int number) throws IOException {
        // Given
        String example = Example.of(language, number);

        // When
        String readme = Files.readString(Checkout.folder().resolve("README.md"));

        // Then
        assertThat(readme).contains("```" + language + "\n" + example + "```");
    }
}
