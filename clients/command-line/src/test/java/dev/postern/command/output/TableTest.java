package dev.postern.command.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void withoutRowsThereIsASentenceForPeopleBesideTheHeadings() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        // When
        new Table("A", "B")
                .print(
                        new Console(
                                Map.of(),
                                new ByteArrayInputStream(new byte[0]),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)),
                        "nothing is there.");

        // Then
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("A  B");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("postern: nothing is there.");
    }

    @Test
    void columnsStandBelowEachOtherAndATextMovesNoCursor() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Table table = new Table("A", "B");
        table.add("long one", null);
        table.add("\u001b[2Jx", "y\nz");

        // When
        table.print(new Console(Map.of(), new ByteArrayInputStream(new byte[0]), stream, stream));

        // Then
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("A         B", "long one  -", " [2Jx     y z");
    }
}
