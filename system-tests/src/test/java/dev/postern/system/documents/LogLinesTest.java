package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator who searches for a line of docs/operations.md finds what the services write. */
class LogLinesTest {

    @Test
    void eachQuotedLineIsWrittenSomewhere() {
        // Given
        String operations =
                Document.read(Checkout.folder().resolve("docs/operations.md")).text();
        String section = operations.substring(operations.indexOf("\n## Log lines"), operations.indexOf("\n## Traces"));
        String sources = new Repository().sources();
        // When
        List<String> quoted = new Document(Checkout.folder(), section)
                .names().stream().filter(name -> name.matches("[A-Z].* .*")).toList();
        // Then
        assertThat(quoted).hasSizeGreaterThan(10).allSatisfy(line -> assertThat(sources).contains('"' + line));
    }
}
