package dev.postern.credential.imports.password;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entries;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** Several write all addresses of a login into one cell. */
    private static final Pattern NEXT_ADDRESS = Pattern.compile(",\\s*(?=[A-Za-z][A-Za-z0-9+.-]*://)");

    private static final Pattern SPREADSHEET = Pattern.compile("\\Asep=.\\r?\\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern END_OF_LINE = Pattern.compile("\r\n|\r|\n");
    /** Each is read from the row after it on; more than these are no accident. */
    private static final int MOST_BROKEN_ROWS = 20;
    /** A row is held whole, and each cell takes several times its text. */
    private static final int MOST_CELLS = 1_000_000;

    @Override
    public List<Format> recognise(Content content) {
        List<String> heading = heading(table(content));
        return Columns.formats(new HashSet<>(heading));
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        String text = table(content);
        char separator = separator(text);
        if (text.chars().filter(character -> character == separator).count() > MOST_CELLS) {
            throw new UnreadableExport(
                    Reason.TOO_LARGE, "The table has more than " + MOST_CELLS + " cells. Import it in parts.");
        }
        Entries entries = new Entries();
        Rows rows = new Rows(ownNames(heading(text)), entries);
        String left = rows.take(text, separator, true);
        for (int broken = 1; left != null; broken++) {
            if (broken > MOST_BROKEN_ROWS) {
                entries.add(new Draft()
                        .unusable(
                                Reason.UNREADABLE,
                                "From this row on the table is not read: too many rows before it have a quote in the"
                                        + " wrong place."));
                break;
            }
            entries.add(
                    new Draft().unusable(Reason.UNREADABLE, "Its row has a quote in the wrong place, or one too few."));
            left = rows.take(left, separator, false);
        }
        return new Export(entries.all());
    }

    /** Takes rows until one is broken. */
    private record Rows(List<String> heading, Entries entries) {

        /**
         * Null when all were taken; else what stands behind the first line of the broken one.
         *
         * @param headed whether the first row is the heading
         */
        @Nullable String take(String text, char separator, boolean headed) throws UnreadableExport {
            long whole = 0;
            try (CSVParser table = parser(text, separator)) {
                for (CSVRecord row : table) {
                    whole = table.getCurrentLineNumber();
                    if (!(headed && row.getRecordNumber() == 1) && !isBlank(row)) {
                        entries.add(entry(heading, row));
                    }
                }
                return null;
            } catch (IOException | UncheckedIOException | IllegalStateException _) {
                return behind(text, whole);
            }
        }

        private static String behind(String text, long lines) {
            Matcher end = END_OF_LINE.matcher(text);
            int at = 0;
            for (long line = 0; line < lines && end.find(at); line++) {
                at = end.end();
            }
            boolean blank = true;
            while (blank && end.find(at)) {
                blank = text.substring(at, end.start()).isBlank();
                at = end.end();
            }
            return blank ? "" : text.substring(at);
        }
    }

    private static Entry entry(List<String> heading, CSVRecord row) {
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Math.min(heading.size(), row.size()); i++) {
            cells.put(heading.get(i), row.get(i));
        }
        Members columns = Members.of(cells).without(Columns.OF_THE_APPLICATION);
        Draft draft = new Draft().name(columns.firstText(Columns.NAME));
        if (!fits(heading, row)) {
            return draft.unusable(Reason.UNREADABLE, "Its row has not as many cells as the heading.");
        }
        String url = columns.firstText(Columns.URL);
        String type = columns.text("type").strip().toLowerCase(Locale.ROOT);
        if (url.equals(LASTPASS_NOTE) || !Columns.LOGINS.contains(type)) {
            return draft.ofOtherKind(type.isEmpty() || type.equals("note") ? "a note" : "no login");
        }
        String archived = columns.firstText(Columns.ARCHIVED);
        if (!archived.isEmpty() && !archived.equalsIgnoreCase("no")) {
            draft.archived();
        }
        return draft.addresses("url", List.of(NEXT_ADDRESS.split(url)))
                .username(columns.firstText(Columns.USERNAME))
                .password(columns.firstText(Columns.PASSWORD))
                .key(columns.firstText(Columns.KEY))
                .notices(columns.leftOver())
                .entry();
    }

    /** What no column is over, or no cell under, may be blank: some programs end each row with a separator. */
    private static boolean fits(List<String> heading, CSVRecord row) {
        for (int i = Math.min(heading.size(), row.size()); i < Math.max(heading.size(), row.size()); i++) {
            if (!(i < row.size() ? row.get(i) : heading.get(i)).isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** Columns of one name keep their cells apart, so that the second is told. */
    private static List<String> ownNames(List<String> heading) {
        Set<String> own = new LinkedHashSet<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : heading) {
            String unlike = name;
            while (!own.add(unlike)) {
                unlike = name + " (" + (numbers.merge(name, 1, Integer::sum) + 1) + ")";
            }
        }
        return List.copyOf(own);
    }

    private static boolean isBlank(CSVRecord row) {
        return row.stream().allMatch(String::isBlank);
    }

    private static List<String> heading(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_HEADING));
        try (CSVParser table = parser(start, separator(start))) {
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

    /** Without the line by which a spreadsheet names its separator. */
    private static String table(Content content) {
        String text = content.text();
        return SPREADSHEET.matcher(text).replaceFirst("");
    }

    private static CSVParser parser(String text, char separator) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
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
