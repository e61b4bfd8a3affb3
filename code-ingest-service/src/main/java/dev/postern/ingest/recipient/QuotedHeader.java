package dev.postern.ingest.recipient;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header of a mail that a person forwards by hand, as mail programs write it into the text: lines with a word in the person's
 * language, a colon and what stood there. The sender comes before the recipients everywhere.
 */
final class QuotedHeader {
    private static final int FEWEST_LINES = 3;
    private static final int MOST_LINES = 400;
    private static final int LONGEST_LINE = 2_000;
    private static final Pattern QUOTE = Pattern.compile("^[\\s>|*]++");
    private static final Pattern LINE = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M} .'/-]{0,30}[\\s*]*+[:\uFF1A].*+");

    private QuotedHeader() {}

    /** The addresses behind the sender's in all such headers of a text; none when it has no such header. */
    static List<String> recipients(@Nullable String text) {
        List<String> found = new ArrayList<>();
        List<String> block = new ArrayList<>();
        Stream.concat((text == null ? "" : text).lines().limit(MOST_LINES), Stream.of(""))
                .map(line -> QUOTE.matcher(line).replaceFirst(""))
                .forEach(line -> {
                    if (line.length() <= LONGEST_LINE && LINE.matcher(line).matches()) {
                        block.add(line);
                    } else {
                        found.addAll(behindTheSender(block));
                        block.clear();
                    }
                });
        return found;
    }

    private static List<String> behindTheSender(List<String> block) {
        return block.size() < FEWEST_LINES
                ? List.of()
                : block.stream()
                        .map(line -> Addresses.within(line).toList())
                        .filter(addresses -> !addresses.isEmpty())
                        .skip(1)
                        .flatMap(List::stream)
                        .toList();
    }
}
