package dev.postern.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguagesDocumentTest {

    @Test
    void listsEachLanguage() throws IOException {
        // Given
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "languages.md"));
        // When
        List<String> listed = lines.stream()
                .filter(line -> line.matches("\\| [a-z-]+ \\| [A-Z].*"))
                .map(line -> line.substring(2, line.indexOf(' ', 2)))
                .toList();
        // Then
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(LanguagePack.names().stream()
                        .filter(name -> !List.of("any", "everyday").contains(name))
                        .toList());
    }
}
