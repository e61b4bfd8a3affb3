package dev.postern.credential.imports.entry;

import java.util.List;

/**
 * What one file holds.
 *
 * @param entries in the file's order
 * @param pages of Google Authenticator's export, those that the file has
 */
public record Export(List<Entry> entries, List<Page> pages) {

    public Export {
        entries = List.copyOf(entries);
        pages = List.copyOf(pages);
    }

    /** An export that stands whole in one file. */
    public Export(List<Entry> entries) {
        this(entries, List.of());
    }

    /** How many entries one file may have. */
    public static final int MOST_ENTRIES = 20_000;

    /** How much of one file's entries may be told as not coming over. */
    static final int MOST_NOTICES = 100_000;

    /**
     * Ends the reading of a file with too many entries.
     *
     * @param count how many were read
     */
    public static void check(int count) throws UnreadableExport {
        if (count > MOST_ENTRIES) {
            throw new UnreadableExport(
                    Reason.TOO_LARGE, "The file has more than " + MOST_ENTRIES + " entries. Import it in parts.");
        }
    }

    /** What it takes to hold it: a number for each entry, for each thing to tell of it, and for each page. */
    public int weight() {
        return entries.size()
                + pages.size()
                + entries.stream().mapToInt(entry -> entry.notices().size()).sum();
    }

    /**
     * Which part of an export one QR code was.
     *
     * @param batch which export
     * @param number from 0
     * @param of how many
     */
    public record Page(long batch, long number, long of) {}

    @Override
    public String toString() {
        return "Export";
    }
}
