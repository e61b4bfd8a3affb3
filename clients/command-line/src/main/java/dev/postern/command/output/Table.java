package dev.postern.command.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows whose columns stand below each other. Texts of strangers keep their characters, but for those that move a terminal's cursor. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row; null is shown as {@code -}. */
    public void add(@Nullable Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "-" : plain(cell.toString()));
        }
        rows.add(row);
    }

    /** Prints it; without rows, with a sentence for people beside its headings. */
    public void print(Console console, String nothing) {
        print(console);
        if (rows.size() == 1) {
            console.say(nothing);
        }
    }

    /** Prints it. */
    public void print(Console console) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell);
                if (column < row.size() - 1) {
                    line.append(" ".repeat(width(column) - cell.codePointCount(0, cell.length()) + 2));
                }
            }
            console.print(line.toString().stripTrailing());
        }
    }

    /** A text in one line, without the characters that a terminal obeys. */
    public static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", " ");
    }

    private int width(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .mapToInt(cell -> cell.codePointCount(0, cell.length()))
                .max()
                .orElse(0);
    }
}
