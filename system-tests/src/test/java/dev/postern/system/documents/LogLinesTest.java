package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The services write each log line that docs/operations.md quotes. */
class LogLinesTest {

    @Test
    void eachQuotedLineIsInTheSource() {
        // Given
        String operations =
                Document.read(Checkout.folder().resolve("docs/operations.md")).text();
        String section = operations.substring(operations.indexOf("\n## Log lines"), operations.indexOf("\n## Traces"));
        List<String> quoted = new Document(Checkout.folder(), section)
                .names().stream().filter(name -> name.matches("[A-Z].* .*")).toList();
        String written = new Repository().literals();
        // When
        List<String> missing =
                quoted.stream().filter(line -> !written.contains('"' + line)).toList();
        // Then
        assertThat(quoted).hasSizeGreaterThan(10);
        assertThat(missing).isEmpty();
    }
}
