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
