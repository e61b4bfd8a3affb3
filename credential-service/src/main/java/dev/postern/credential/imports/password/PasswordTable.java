package dev.postern.credential.imports.password;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tables (CSV, RFC 4180) with a heading, as password managers and browsers write them. The heading says what a column is;
 * another order, further columns and other separators do not matter.
 */
public final class PasswordTable implements ExportReader {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final int LONGEST_HEADING = 4_096;
    private static final String LASTPASS_NOTE = "http://sn";

    @Override
    public List<Format> recognise(Content content) {
        List<String> heading = heading(content.text());
        return Columns.formats(new HashSet<>(heading));
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        String text = content.text();
        List<String> heading = heading(text);
        List<Entry> entries = new ArrayList<>();
        try (CSVParser table = parser(text)) {
            for (CSVRecord row : table) {
                if (row.getRecordNumber() > 1 && !isBlank(row)) {
                    entries.add(entry(heading, row));
                    Export.check(entries.size());
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException _) {
            // A quote that never ends: what came before it is whole.
            entries.add(new Draft()
                    .unusable(Reason.UNREADABLE, "From this row on the table cannot be read: a quote is not closed."));
        }
        return new Export(entries);
    }

    private static Entry entry(List<String> heading, CSVRecord row) {
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Math.min(heading.size(), row.size()); i++) {
            cells.put(heading.get(i), row.get(i));
        }
        Members columns = Members.of(cells).without(Columns.OF_THE_APPLICATION);
        Draft draft = new Draft().name(columns.firstText(Columns.NAME));
        if (row.size() != heading.size()) {
            return draft.unusable(Reason.UNREADABLE, "Its row has not as many cells as the heading.");
        }
        String url = columns.firstText(Columns.URL);
        String type = columns.text("type");
        if (url.equals(LASTPASS_NOTE) || !(type.isEmpty() || type.equals("login"))) {
            return draft.ofOtherKind(type.isEmpty() || type.equals("note") ? "a note" : "no login");
        }
        // Bitwarden writes all addresses of a login into one cell.
        int comma = url.indexOf(",http");
        if (comma > 0) {
            draft.notice(new Notice("url", "The first address is kept, the others are not."));
        }
        return draft.url(comma > 0 ? url.substring(0, comma) : url)
                .username(columns.firstText(Columns.USERNAME))
                .password(columns.firstText(Columns.PASSWORD))
                .key(columns.firstText(Columns.KEY))
                .notices(columns.leftOver())
                .entry();
    }

    private static boolean isBlank(CSVRecord row) {
        return row.stream().allMatch(String::isBlank);
    }

    private static List<String> heading(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_HEADING));
        try (CSVParser table = parser(start)) {
            for (CSVRecord row : table) {
                List<String> heading = row.stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .toList();
                return heading.size() > 1 ? heading : List.of();
            }
        } catch (IOException | UncheckedIOException | IllegalStateException _) {
            // It begins with a quote that never ends.
        }
        return List.of();
    }

    private static CSVParser parser(String text) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(text))
                .setIgnoreEmptyLines(true)
                .get()
                .parse(new StringReader(text));
    }

    /** The one that stands most often in the first line. */
    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char most = ',';
        long count = 0;
        for (char separator : SEPARATORS) {
            long there =
                    first.chars().filter(character -> character == separator).count();
            if (there > count) {
                most = separator;
                count = there;
            }
        }
        return most;
    }
}
