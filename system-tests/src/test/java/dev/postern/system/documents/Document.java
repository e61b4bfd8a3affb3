package dev.postern.system.documents;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page in Markdown, without its fenced blocks.
 *
 * @param file where it lies, absolute
 * @param text without what stands between fences
 */
record Document(Path file, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern PACKAGES = Pattern.compile("(?s)\\*\\*Packages\\.\\*\\*.*?(?=\n\n|$)");
    private static final Pattern PACKAGE_ROWS = Pattern.compile("(?m)^\\| package \\|.*\n((?:\\|.*\n?)+)");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]+)\\|");

    static Document read(Path file) {
        try {
            return new Document(file, FENCED.matcher(Files.readString(file)).replaceAll(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in backticks. */
    List<String> names() {
        return all(CODE, text);
    }

    /** What a module's README calls its packages, in the paragraph or the table of that name. */
    List<String> packages() {
        StringBuilder told = new StringBuilder();
        PACKAGES.matcher(text).results().forEach(match -> told.append(match.group()));
        PACKAGE_ROWS
                .matcher(text)
                .results()
                .forEach(table -> all(FIRST_CELL, table.group(1)).forEach(told::append));
        return all(CODE, told.toString()).stream()
                .filter(name -> name.matches("[a-z]+"))
                .toList();
    }

    /** Where its links lead, but for other sites. */
    List<String> links() {
        return all(LINK, text).stream().filter(link -> !link.contains("://")).toList();
    }

    /** The anchors of its headings, as GitHub makes them. */
    List<String> anchors() {
        return all(HEADING, text).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** The folder at the root that it lies in. */
    String module() {
        return Checkout.folder().relativize(file).getName(0).toString();
    }

    /** The file alone, for the names of tests. */
    @Override
    public String toString() {
        return Checkout.folder().relativize(file).toString();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
