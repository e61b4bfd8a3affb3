package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The services write the log lines that docs/operations.md quotes, with the keys that CONTRIBUTING.md lists. */
class LogLinesTest {
    private static final Pattern WRITTEN = Pattern.compile("LOGGER\\s*\\.\\w+\\(\\s*\"([^\"]*)\"");
    private static final Pattern KEY = Pattern.compile("(\\w+)=%");

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

    @Test
    void eachKeyIsListed() {
        // Given
        String contributing =
                Document.read(Checkout.folder().resolve("CONTRIBUTING.md")).text();
        String table =
                contributing.substring(contributing.indexOf("| key | holds |"), contributing.indexOf("Never a code"));
        // When
        Set<String> used = WRITTEN.matcher(new Repository().literals())
                .results()
                .flatMap(line -> KEY.matcher(line.group(1)).results())
                .map(key -> key.group(1))
                .collect(Collectors.toSet());
        // Then
        assertThat(table.lines()
                        .filter(row -> row.startsWith("| `"))
                        .flatMap(row -> new Document(Checkout.folder(), row.split("\\|", -1)[1]).names().stream()))
                .containsExactlyInAnyOrderElementsOf(used);
    }
}
