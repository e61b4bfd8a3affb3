package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README and the start page show the examples that are tried. */
class ExampleCopiesTest {
    private static final String START_PAGE = "gateway/src/main/resources/console/index.html";

    @ParameterizedTest
    @CsvSource({"python,0", "python,1", "typescript,0", "bash,0"})
    void areThoseOfThePageAboutAsking(String language, int number) throws IOException {
        // Given
        String example = Example.of(language, number);

        // When
        String readme = Files.readString(Checkout.folder().resolve("README.md"));
        String startPage = Files.readString(Checkout.folder().resolve(START_PAGE))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");

        // Then
        assertThat(readme).contains("```" + language + "\n" + example + "```");
        assertThat(startPage).contains("<code class=\"" + language + "\">" + example.strip() + "</code>");
    }
}
